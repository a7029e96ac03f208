// RUN: %numeric %s
// Newton's iteration with a maximum count and a break on convergence.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = 2, b = 0.5
// CHECK-INPUT: a = 30, b = 0.1
// CHECK-TOLERANCE: 1e-9L
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double root(double a, double b) {
  double x = 1 + a / 4;
  for (int k = 0; k < 50; ++k) {
    const double step = (x * x - a + b * std::sin(x)) / (2 * x + b * std::cos(x));
    x -= step;
    if (std::abs(step) < 1e-9) break;
  }
  return x;
}
