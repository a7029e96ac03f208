// RUN: %numeric %s
// Downward loops: signed to zero, by two, and Horner's rule.
#include <pullback/pullback.h>

// CHECK-INPUT: c = uniform(-1, 1)[5], n = 5, x = 0.7
// CHECK-INPUT: c = [], n = 0, x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(c[n], x))
double horner(const double* c, int n, double x) {
  double s = 0;
  for (int i = n - 1; i >= 0; --i) s = s * x + c[i];
  for (int i = n - 1; i > 0; i -= 2) s *= c[i] + x;
  return s;
}
