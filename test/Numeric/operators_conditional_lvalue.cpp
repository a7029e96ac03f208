// RUN: %numeric %s
// A conditional that chooses which variable is assigned.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 1.3, b = -0.2
// CHECK-INPUT: a = -1.3, b = 0.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chosen(double a, double b) {
  double x = a * b, y = a - b;
  (a > b ? x : y) *= a;
  double& r = a < b ? x : y;
  r += b * b;
  return x * y;
}
