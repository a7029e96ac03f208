// RUN: %numeric %s
// Powers and logarithms functions of <cmath> on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
long double sqrtOf(long double x) { return x * std::sqrt(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(-5, -0.1)
PULLBACK(vjp, jvp, gradient)
long double cbrtOf(long double x) { return x * std::cbrt(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double expOf(long double x) { return x * std::exp(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double exp2Of(long double x) { return x * std::exp2(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double expm1Of(long double x) { return x * std::expm1(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
long double logOf(long double x) { return x * std::log(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
long double log2Of(long double x) { return x * std::log2(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, jvp, gradient)
long double log10Of(long double x) { return x * std::log10(x); }

// CHECK-INPUT: x = uniform(-0.8, 3)
// CHECK-INPUT: x = uniform(-0.8, 3)
PULLBACK(vjp, jvp, gradient)
long double log1pOf(long double x) { return x * std::log1p(x); }
