// RUN: %numeric %s
// Hyperbolic functions of <cmath> on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sinhOf(double x) { return x * std::sinh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double coshOf(double x) { return x * std::cosh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double tanhOf(double x) { return x * std::tanh(x); }

// CHECK-INPUT: x = uniform(-3, 3)
// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double asinhOf(double x) { return x * std::asinh(x); }

// CHECK-INPUT: x = uniform(1.1, 5)
// CHECK-INPUT: x = uniform(1.1, 5)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double acoshOf(double x) { return x * std::acosh(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double atanhOf(double x) { return x * std::atanh(x); }
