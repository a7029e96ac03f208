// RUN: %numeric %s
// Every comparison, and booleans as numbers.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 1.3, b = -0.2
// CHECK-INPUT: a = -1.3, b = 0.2
// CHECK-KINK: a = 0.5, b = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double compared(double a, double b) {
  double s = 0;
  if (a < b) s += a;
  if (a <= b) s += 2 * a;
  if (a > b) s += 3 * a;
  if (a >= b) s += 5 * a * b;
  if (a == b) s += 7 * b;
  if (a != b) s += 11 * b;
  const bool positive = a > 0;
  s *= positive;
  s += (a < b) * a * a;
  return positive != (b > 0) ? s * a : s - b;
}
