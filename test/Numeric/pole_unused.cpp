// RUN: %numeric %s
// An infinite partial times an adjoint or tangent of exactly 0 is 0.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 1, y = 2
// CHECK-KINK: x = -1, y = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double unusedAcos(double x, double y) {
  const double angle = std::acos(x);
  return y > 3 ? angle : y * x;
}

// CHECK-KINK: x = 0, y = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double timesZero(double x, double y) { return std::sqrt(x) * 0.0 + x * y; }

// CHECK-KINK: x = 0, y = 0, out = output[2]
PULLBACK(vjp, value_and_vjp, split, jvp, of(out[2]))
void twoOutputs(double x, double y, double* out) {
  out[0] = x + y;
  out[1] = 0.0 * std::hypot(x, y) + std::pow(x, 0.5) * 0.0;
}

// CHECK-KINK: x = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double squareOfZero(double x) {
  const double s = x * x;
  return std::sqrt(s) * 0.0 + std::asin(1 + s) * 0.0 + x;
}
