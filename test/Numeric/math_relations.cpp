// RUN: %numeric %s
// The relations of <cmath> choose branches.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 0.7, y = -0.4
// CHECK-INPUT: x = -0.4, y = 0.7
// CHECK-INPUT: x = 0.5, y = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double related(double x, double y) {
  double s = x * y;
  if (std::isgreater(x, y)) s += x * x;
  if (std::isgreaterequal(x, y)) s += y * y * x;
  if (std::isless(x, y)) s -= 2 * x;
  if (std::islessequal(x, y)) s += 3 * y;
  if (std::islessgreater(x, y)) s *= 2;
  return std::isunordered(x, y) ? y : s;
}
