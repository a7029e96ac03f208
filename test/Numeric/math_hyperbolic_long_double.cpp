// RUN: %numeric %s
// Hyperbolic functions of <cmath> on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double sinhOf(long double x) { return x * std::sinh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double coshOf(long double x) { return x * std::cosh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double tanhOf(long double x) { return x * std::tanh(x); }

// CHECK-INPUT: x = uniform(-3, 3)
// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, jvp, gradient)
long double asinhOf(long double x) { return x * std::asinh(x); }

// CHECK-INPUT: x = uniform(1.1, 5)
// CHECK-INPUT: x = uniform(1.1, 5)
PULLBACK(vjp, jvp, gradient)
long double acoshOf(long double x) { return x * std::acosh(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
long double atanhOf(long double x) { return x * std::atanh(x); }
