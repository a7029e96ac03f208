// RUN: %numeric %s
// Powers and logarithms functions of <cmath> on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
float sqrtOf(float x) { return x * std::sqrt(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(-5, -0.1)
PULLBACK(vjp, jvp, gradient)
float cbrtOf(float x) { return x * std::cbrt(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float expOf(float x) { return x * std::exp(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float exp2Of(float x) { return x * std::exp2(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float expm1Of(float x) { return x * std::expm1(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
float logOf(float x) { return x * std::log(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
float log2Of(float x) { return x * std::log2(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
float log10Of(float x) { return x * std::log10(x); }

// CHECK-INPUT: x = uniform(-0.8, 3)
// CHECK-INPUT: x = uniform(-0.8, 3)
PULLBACK(vjp, jvp, gradient)
float log1pOf(float x) { return x * std::log1p(x); }
