// RUN: %numeric %s
// Functions of <cmath> of two and three arguments on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double powOf(double x, double y) { return std::pow(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double hypotOf(double x, double y) { return std::hypot(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double atan2Of(double x, double y) { return std::atan2(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fminOf(double x, double y) { return std::fmin(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fmaxOf(double x, double y) { return std::fmax(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fdimOf(double x, double y) { return std::fdim(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fmodOf(double x, double y) { return std::fmod(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double remainderOf(double x, double y) { return std::remainder(x, y) * x; }

// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double copysignOf(double x, double y) { return std::copysign(x, y) * x; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double hypot3Of(double x, double y, double z) { return std::hypot(x, y, z) * z; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fmaOf(double x, double y, double z) { return std::fma(x, y, z) * y; }

// CHECK-INPUT: x = 1.2, n = 3
// CHECK-INPUT: x = -1.7, n = -2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ldexpOf(double x, int n) { return std::ldexp(x * x, n); }

// CHECK-INPUT: x = 1.2, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double scalbnOf(double x, int n) { return std::scalbn(x, n) * x; }

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -0.07
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double frexpOf(double x) {
  int exponent = 0;
  const double fraction = std::frexp(x, &exponent);
  return fraction * fraction * static_cast<double>(exponent);
}

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -2.75
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double modfOf(double x) {
  double whole = 0;
  const double fraction = std::modf(x, &whole);
  return fraction * fraction + x * whole;
}
