// RUN: %numeric %s
// CHECK-SOURCE: ../Numeric/Inputs/rule_forms.cpp
// A loop with snapshots overwrites what it has passed to a function with a rule, which needs work space of its own.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

#include "../Numeric/Inputs/rule_forms.h"

// CHECK-INPUT: x = uniform(0.3, 1)[4], k = 0.6, n = 4, steps = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], k))
double overwritten(const double* x, double k, int n, int steps) {
  std::vector<double> u(x, x + n);
  double s = 0, work[4];
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    s += norm(u.data(), n, work);
    u[0] = u[1] * std::tanh(s) + k;
    for (int i = 1; i < n; ++i)
      u[i] = std::sin(u[i] * u[0]);
    s += norm(u.data(), n, work) * u[2];
  }
  return s + u[0] * u[3];
}
