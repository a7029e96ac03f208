#ifndef LAYERS_H
#define LAYERS_H
#include <string>

struct Layer {
  std::string activation;
  double weight;
};

#endif
