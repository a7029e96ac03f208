// RUN: %numeric %s
// An inactive parameter that the ways of a branch, and a loop in one, multiply by.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: x = [0.3, 0.7], quiet = 0.4, n = 3
// CHECK-INPUT: x = [0.3, -0.7], quiet = 0.4, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2]))
double f(const double* x, PULLBACK_INACTIVE double quiet, int n) {
  double z = x[0];
  if (x[1] > 0) {
    z = quiet * x[1];
  } else {
    for (int i = 0; i < n; ++i) {
      z *= x[1] * quiet;
      if (z > 0.1)
        z = std::sin(z * quiet);
    }
  }
  return std::atan(z);
}
