// RUN: %numeric %s
// Calls and arithmetic that mix float, double and long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = 0.7, b = 1.1, c = 0.3
// CHECK-TOLERANCE: 1e-6L
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double widened(float a, double b, long double c) {
  const double d = a * b;
  const float e = static_cast<float>(d) + a;
  const long double g = e * c + std::sin(d);
  return static_cast<double>(g * std::pow(a, b));
}

// CHECK-INPUT: a = 0.7, b = 1.1
// CHECK-TOLERANCE: 1e-6L
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float narrowed(float a, double b) {
  float s = a;
  s += b;
  s *= 1.5;
  return s * a;
}
