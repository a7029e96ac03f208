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

// CHECK-KINK: x = 0, y = 0, out = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(out[3]))
void unusedNorms(double x, double y, double* out) {
  const double length = std::hypot(x, y), root = std::sqrt(x), power = std::pow(y, 0.5);
  out[0] = x + 2 * y;
  out[1] = y < 0 ? length : x * 3;
  out[2] = x > 1 ? root * power : y * y + y;
}

// CHECK-KINK: x = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double squareOfZero(double x) {
  const double s = x * x;
  return std::sqrt(s) * 0.0 + std::asin(1 + s) * 0.0 + x;
}
