// RUN: %numeric %s
// A value that is not finite, computed before a branch that does not use it, leaves no trace in the gradient.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 2, y = 0
// CHECK-INPUT: x = 2, y = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double quotient(double x, double y) {
  const double d = x / y;
  if (y == 0) return 3 * x;
  return d;
}

// CHECK-KINK: x = 0, y = 0
// CHECK-KINK: x = -1, y = 2
// CHECK-INPUT: x = 0.5, y = -2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double several(double x, double y) {
  const double d = std::log(x), e = std::pow(x, -0.5), z = std::log(-y), t = d * e;
  if (x <= 0 || y >= 0) return x * y;
  return t + e + z;
}

// CHECK-KINK: x = [0, 2, 3], lo = -4, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], lo))
double clamped(const double* x, double lo, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double l = std::log(x[i]);
    const double safe = x[i] > 0 ? l : lo;
    s += safe * lo;
  }
  return s;
}

// CHECK-KINK: x = [1, 1, 3], scale = 2, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], scale))
double pairs(const double* x, double scale, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const double d = x[i] - x[i + 1];
    const double inverse = 1 / std::sqrt(d * d);
    if (d == 0) continue;
    s += inverse * scale;
  }
  return s;
}
