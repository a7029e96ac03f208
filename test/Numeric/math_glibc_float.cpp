// RUN: %numeric %s
// Functions that glibc has beside those of the standard, and those that store a second result, on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 1)
PULLBACK(vjp, gradient, split, jvp)
float exp10Of(float x) { return x * exp10f(x); }

// CHECK-INPUT: x = uniform(-9, 9)
// CHECK-INPUT: x = 0
PULLBACK(vjp, gradient, split, jvp)
float firstKindOf(float x) { return x * j0f(x) + j1f(x); }

// CHECK-INPUT: x = uniform(0.3, 9)
PULLBACK(vjp, gradient, split, jvp)
float secondKindOf(float x) { return x * y0f(x) + y1f(x); }

// CHECK-INPUT: y1 = uniform(0.3, 9), j0 = uniform(1, 2)
PULLBACK(vjp, gradient, split, jvp)
float ownNamesOf(float y1, float j0) { return ::y1f(y1 * j0) * ::j0f(y1); }

// CHECK-INPUT: x = 4.2
// CHECK-INPUT: x = -1.3
PULLBACK(vjp, gradient, split, jvp)
float lgammaOf(float x) {
  int sign = 0;
  const float logarithm = lgammaf_r(x, &sign);
  return x * logarithm * static_cast<float>(sign);
}

// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, gradient, split, jvp)
float sincosOf(float x) {
  float s, c;
  sincosf(x, &s, &c);
  return s * c * c;
}

// CHECK-INPUT: x = 5.3, y = 1.7
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, gradient, split, jvp)
float remquoOf(float x, float y) {
  int quotient = 0;
  const float rest = std::remquo(x, y, &quotient);
  return rest * x * static_cast<float>(quotient);
}
