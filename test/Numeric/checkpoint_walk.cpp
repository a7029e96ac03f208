// RUN: %numeric %s
// A loop over time steps with snapshots, for few steps and many.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(0.2, 1)[5], n = 5, steps = 7
// CHECK-INPUT: x = uniform(0.2, 1)[5], n = 5, steps = 0
// CHECK-INPUT: x = uniform(0.2, 1)[5], n = 5, steps = 1
// CHECK-INPUT: x = uniform(0.2, 1)[5], n = 5, steps = 23
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double walk(const double* x, int n, int steps) {
  std::vector<double> u(x, x + n);
  double total = 0;
  PULLBACK_CHECKPOINT(3)
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) u[i] = std::sin(u[i] * 1.3 + 0.1 * t);
    total += u[0] * u[n - 1];
  }
  for (int i = 0; i < n; ++i) total += u[i] * u[i];
  return total;
}
