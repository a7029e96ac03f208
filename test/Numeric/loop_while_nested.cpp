// RUN: %numeric %s
// Unknown trip counts inside loops with a known count.
#include <pullback/pullback.h>

// CHECK-INPUT: x = [0.3, 5.0, 1.5, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double reduced(const double* x, int n) {
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double v = x[i];
    while (v > 1) v = v * v / (v + 1.5);
    total += v * x[i];
  }
  return total;
}
