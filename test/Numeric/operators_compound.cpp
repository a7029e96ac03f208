// RUN: %numeric %s
// Compound assignments, increments and decrements of floating-point variables.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 1.3, b = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double compound(double a, double b) {
  double s = a;
  s += b * a;
  s -= 0.5 * a;
  s *= s + b;
  s /= b;
  s *= 3;
  return s;
}

// CHECK-INPUT: a = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double incremented(double a) {
  double s = a * a;
  const double before = s++;
  const double after = --s * 2;
  ++s;
  return before * after + s-- * a + s;
}
