// RUN: %numeric %s
// Loops that are not meant to reach their bound keep values in buffers that grow.
#include <climits>
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double root(double x) {
  double s = 1;
  for (int i = 0; i < INT_MAX; ++i) {
    const double d = (s * s - x) / (2 * s);
    s = s - d;
    if (std::fabs(d) < 1e-9)
      break;
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1), n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double steps(double x, int n) {
  double s = 0;
  for (int k = 0; k < n; ++k) {
    double y = x + k;
    for (long i = 1000000000; i > 0; --i) {
      y = std::sin(y) * y;
      if (y < 0.1 * x || i < 1000000000 - 5 * k)
        break;
      s += y * x;
    }
    s *= y;
  }
  return s;
}
