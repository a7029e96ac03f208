// RUN: %numeric %s
// Functions of <cmath> of two and three arguments on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double powOf(long double x, long double y) { return std::pow(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double hypotOf(long double x, long double y) { return std::hypot(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double atan2Of(long double x, long double y) { return std::atan2(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double fminOf(long double x, long double y) { return std::fmin(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double fmaxOf(long double x, long double y) { return std::fmax(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double fdimOf(long double x, long double y) { return std::fdim(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
long double fmodOf(long double x, long double y) { return std::fmod(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
long double remainderOf(long double x, long double y) { return std::remainder(x, y) * x; }

// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
long double copysignOf(long double x, long double y) { return std::copysign(x, y) * x; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double hypot3Of(long double x, long double y, long double z) { return std::hypot(x, y, z) * z; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double fmaOf(long double x, long double y, long double z) { return std::fma(x, y, z) * y; }

// CHECK-INPUT: x = 1.2, n = 3
// CHECK-INPUT: x = -1.7, n = -2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double ldexpOf(long double x, int n) { return std::ldexp(x * x, n); }

// CHECK-INPUT: x = 1.2, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double scalbnOf(long double x, int n) { return std::scalbn(x, n) * x; }

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -0.07
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double frexpOf(long double x) {
  int exponent = 0;
  const long double fraction = std::frexp(x, &exponent);
  return fraction * fraction * static_cast<long double>(exponent);
}

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -2.75
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double modfOf(long double x) {
  long double whole = 0;
  const long double fraction = std::modf(x, &whole);
  return fraction * fraction + x * whole;
}
