// RUN: %numeric %s
// A branch that tests the infinite value itself and does not use it.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 0
// CHECK-INPUT: x = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double guardedLog(double x) {
  const double l = std::log(x);
  return l > -100 ? l : -100;
}

// CHECK-KINK: x = [0, 0.5, -0.01], y = [0.3, 0, 2], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], y[n]))
double guardedInverse(const double* x, const double* y, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double d = 3 / x[i];
    if (d < 50 && d > -50) s += d * y[i];
  }
  return s;
}

// CHECK-KINK: x = 0, y = 800
// CHECK-KINK: x = 0, y = 2
// CHECK-INPUT: x = 0.4, y = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double several(double x, double y) {
  const double l = std::log(x), e = std::exp(y);
  double r = x + y;
  if (e < 1e300) r += e * y;
  if (l > -100) r += 2 * l * y;
  return r;
}

// CHECK-KINK: x = 0, y = 2
// CHECK-INPUT: x = 0.4, y = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double product(double x, double y) {
  const double inverse = 1 / x, scaled = -3 * inverse * y;
  double r = y;
  if (scaled > -1e6) {
    r += scaled;
  }
  return r;
}
