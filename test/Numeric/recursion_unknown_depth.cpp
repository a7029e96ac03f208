// RUN: %numeric %s
// Recursion whose depth depends on active data.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0, b = 1.5, k = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double integral(double a, double b, double k) {
  const double m = (a + b) / 2, h = b - a;
  if (h * k < 0.5) return h * m * m * k;
  return integral(a, m, k) + integral(m, b, k * 0.9);
}
