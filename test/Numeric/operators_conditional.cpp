// RUN: %numeric %s
// ?: and short-circuit conditions, also with calls inside.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = 1.3, b = -0.2
// CHECK-INPUT: a = -1.3, b = 0.2
// CHECK-INPUT: a = 0.3, b = 0.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double conditional(double a, double b) {
  const double c = a > 0 ? a * b : b * b;
  const double d = a > b && b > 0 ? c * a : c - a;
  const double e = a < 0 || std::sin(b) < 0 ? d * d : (b < 0.1 ? d : d * a * b);
  return !(e > 0) ? e * c : e + c;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
// CHECK-INPUT: x = [2], n = 1
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double guarded(const double* x, int n) {
  double s = 1;
  if (n > 1 && x[1] != 0) s *= x[1];
  if (n == 0 || x[0] > 100) return s;
  return s * x[0];
}
