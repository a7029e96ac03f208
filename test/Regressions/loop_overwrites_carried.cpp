// RUN: %numeric %s
// A loop that gives a variable a new value without reading it: the tangent comes out of the last iteration.
#include <pullback/pullback.h>

// CHECK-INPUT: r = 0.3, x = [0.2, -0.7], n = 2
// CHECK-INPUT: r = 0.3, x = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(r, x[n]))
double last(double r, const double* x, int n) {
  double v = r;
  for (int i = 0; i < n; ++i) v = x[i] * x[i];
  return v * v;
}
