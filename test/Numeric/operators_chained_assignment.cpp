// RUN: %numeric %s
// Assignments and increments used as values.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 1.3, b = -0.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chained(double a, double b) {
  double x, y, z;
  x = y = a * b;
  z = (x += a) * y;
  (y *= 2) += z;
  return x * y * z;
}

// CHECK-INPUT: x = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double postIncrement(const double* x) {
  int i = 0;
  double s = x[i++] * 2;
  s += x[i++] * x[i];
  s -= x[++i];
  return s * s;
}

// CHECK-INPUT: a = 1.3, b = -0.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double comma(double a, double b) {
  double s = 0;
  for (int i = 0, j = 3; i < j; ++i, --j) s += a * i + b * j * a, s *= b;
  return s;
}
