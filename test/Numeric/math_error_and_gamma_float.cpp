// RUN: %numeric %s
// Error and gamma functions of <cmath> on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float erfOf(float x) { return x * std::erf(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float erfcOf(float x) { return x * std::erfc(x); }

// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 25.5
PULLBACK(vjp, jvp, gradient)
float lgammaOf(float x) { return x * std::lgamma(x); }

// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 9.5
PULLBACK(vjp, jvp, gradient)
float tgammaOf(float x) { return x * std::tgamma(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float fabsOf(float x) { return x * std::fabs(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float absOf(float x) { return x * std::abs(x); }
