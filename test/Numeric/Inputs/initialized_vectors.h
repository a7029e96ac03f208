#ifndef INITIALIZED_VECTORS_H
#define INITIALIZED_VECTORS_H
#include <vector>

struct Spring {
  double k = 1, rest = 0.5;
  int id = 3;
};

struct Chain {
  std::vector<Spring> springs;
  double level = 2;
};

#endif
