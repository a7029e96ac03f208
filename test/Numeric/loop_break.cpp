// RUN: %numeric %s
// break: on a condition of active data, in nested loops, with a value found.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.1, 1)[8], n = 8, limit = 1.5
// CHECK-INPUT: x = uniform(0.1, 1)[8], n = 8, limit = 100
// CHECK-INPUT: x = [3], n = 1, limit = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double untilLimit(const double* x, int n, double limit) {
  double s = 0, p = 1;
  for (int i = 0; i < n; ++i) {
    s += x[i];
    if (s > limit) break;
    p *= x[i] + s;
  }
  return s * p;
}

// CHECK-INPUT: x = uniform(-1, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * n]))
double nestedBreak(const double* x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    double t = s;
    for (int j = 0; j < n; ++j) {
      t *= x[i * n + j];
      if (t < 0) break;
      t += 0.5;
    }
    s += t * t;
    if (s > 4) break;
  }
  return s;
}
