// RUN: %numeric %s
// return out of loops, one and two levels deep.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.1, 1)[8], n = 8, limit = 1.5
// CHECK-INPUT: x = uniform(0.1, 1)[8], n = 8, limit = 100
// CHECK-INPUT: x = [], n = 0, limit = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], limit))
double returning(const double* x, int n, double limit) {
  if (n == 0) return limit * limit;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < i; ++j) {
      s += x[i] * x[j];
      if (s > limit) return s * limit + x[j];
    }
    s *= 1.1;
    if (s < -limit) return limit - s;
  }
  return s * s;
}
