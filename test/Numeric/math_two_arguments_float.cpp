// RUN: %numeric %s
// Functions of <cmath> of two and three arguments on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float powOf(float x, float y) { return std::pow(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float hypotOf(float x, float y) { return std::hypot(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float atan2Of(float x, float y) { return std::atan2(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float fminOf(float x, float y) { return std::fmin(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float fmaxOf(float x, float y) { return std::fmax(x, y) * x; }

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float fdimOf(float x, float y) { return std::fdim(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
float fmodOf(float x, float y) { return std::fmod(x, y) * x; }

// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = uniform(3, 9), y = uniform(1, 2)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
float remainderOf(float x, float y) { return std::remainder(x, y) * x; }

// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = uniform(0.2, 2), y = uniform(-2, -0.1)
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, jvp, gradient)
float copysignOf(float x, float y) { return std::copysign(x, y) * x; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float hypot3Of(float x, float y, float z) { return std::hypot(x, y, z) * z; }

// CHECK-INPUT: x = 1.2, y = -0.4, z = 2.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float fmaOf(float x, float y, float z) { return std::fma(x, y, z) * y; }

// CHECK-INPUT: x = 1.2, n = 3
// CHECK-INPUT: x = -1.7, n = -2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float ldexpOf(float x, int n) { return std::ldexp(x * x, n); }

// CHECK-INPUT: x = 1.2, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float scalbnOf(float x, int n) { return std::scalbn(x, n) * x; }

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -0.07
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float frexpOf(float x) {
  int exponent = 0;
  const float fraction = std::frexp(x, &exponent);
  return fraction * fraction * static_cast<float>(exponent);
}

// CHECK-INPUT: x = 11.3
// CHECK-INPUT: x = -2.75
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float modfOf(float x) {
  float whole = 0;
  const float fraction = std::modf(x, &whole);
  return fraction * fraction + x * whole;
}
