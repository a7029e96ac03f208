// RUN: %numeric %s
// A true recurrence: every iteration needs the state before it.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.3, r = 3.2, n = 10
// CHECK-INPUT: x = 0.3, r = 3.2, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double logistic(double x, double r, int n) {
  for (int k = 0; k < n; ++k) x = r * x * (1 - x);
  return x;
}
