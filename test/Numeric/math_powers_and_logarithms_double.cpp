// RUN: %numeric %s
// Powers and logarithms functions of <cmath> on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sqrtOf(double x) { return x * std::sqrt(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(-5, -0.1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cbrtOf(double x) { return x * std::cbrt(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double expOf(double x) { return x * std::exp(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double exp2Of(double x) { return x * std::exp2(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double expm1Of(double x) { return x * std::expm1(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double logOf(double x) { return x * std::log(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double log2Of(double x) { return x * std::log2(x); }

// CHECK-INPUT: x = uniform(0.1, 5)
// CHECK-INPUT: x = uniform(0.1, 5)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double log10Of(double x) { return x * std::log10(x); }

// CHECK-INPUT: x = uniform(-0.8, 3)
// CHECK-INPUT: x = uniform(-0.8, 3)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double log1pOf(double x) { return x * std::log1p(x); }
