// RUN: %numeric %s
// Constants that a header declares and the source defines: other sources may define nothing of the same name.
#include "Inputs/declared_constants.h"

#include <pullback/pullback.h>

const double nodes[3] = {-0.7, 0.1, 0.8};
const double grid[2][2] = {{1, 2}, {3, 4}};
const double unit = 0.25;

namespace rules {
const Weights weights = {1.5, 2};
const std::array<double, 3> shifts = {0.5, 1, 2};
const int order[3] = {2, 0, 1};
const double Rule::factors[2] = {0.5, 1.5};

// CHECK-INPUT: x = [0.3, -1.2, 0.8], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sum(const double *x, int n) {
  const Rule rule = {x[0]};
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[order[i]] * nodes[i] * shifts[i] * x[i] + grid[i % 2][1] * rule.at(i) * weights.a * x[weights.k] * unit;
  return s;
}
} // namespace rules
