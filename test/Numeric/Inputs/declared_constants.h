#pragma once
#include <array>

struct Weights {
  double a;
  int k;
};

extern const double nodes[3];
extern const double grid[2][2];
extern const double unit;

namespace rules {
extern const Weights weights;
extern const std::array<double, 3> shifts;
extern const int order[3];

struct Rule {
  static const double factors[2];
  double scale;
  double at(int i) const { return scale * factors[i % 2]; }
};
} // namespace rules
