// RUN: %numeric %s
// wrt picks some inputs; the others are passive and keep their place.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.3, x = uniform(-1, 1)[3], b = 1.1, data = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, b))
double some(double a, const double* x, double b, const double* data) {
  double s = 0;
  for (int i = 0; i < 3; ++i) s += (x[i] - data[i]) * (x[i] - data[i]) * a * b;
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], p = uniform(-1, 1)[3], u = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
void inOutIsAlwaysActive(const double* x, const double* p, double* u) {
  for (int i = 0; i < 3; ++i) u[i] = u[i] * x[i] * p[i];
}
