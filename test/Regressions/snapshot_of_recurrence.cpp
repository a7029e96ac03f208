// RUN: %numeric %s
// States that nothing needs but the gradient that goes back through the loop.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 0.7, n = 9
// CHECK-INPUT: x = 0.7, n = 1
// CHECK-INPUT: x = 0.7, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double recurrence(double x, int n) {
  double p = 0.8 * x;
  PULLBACK_CHECKPOINT(2)
  for (int i = 0; i < n; ++i) p = std::cos(p * p);
  return p;
}

// The state of the outer loop is needed in the inner one alone, at the same place among what that one carries.
// CHECK-INPUT: x = 0.7, k = 1.3, n = 7
// CHECK-INPUT: x = 0.7, k = 1.3, n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double nested(double x, double k, int n) {
  double p = 0.8 * x, q = k;
  PULLBACK_CHECKPOINT(3)
  for (int i = 0; i < n; ++i) {
    const double before = p;
    for (int j = 0; j < 3; ++j) p = std::sin(p * p + 0.5);
    q = std::cos(q) + before * p;
  }
  return q;
}
