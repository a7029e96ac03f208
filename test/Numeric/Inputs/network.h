#ifndef NETWORK_H
#define NETWORK_H

#include <vector>

struct Layer {
  std::vector<double> weights, biases;
  int in = 0, out = 0;
};

struct Network {
  std::vector<Layer> layers;
  double scale = 1;
};

struct Point {
  double x = 0, y = 0;
};

struct Cloud {
  std::vector<Point> points;
  std::vector<std::vector<double>> rows;
  int steps = 0;
};

#endif // NETWORK_H
