// RUN: %numeric %s
// Hyperbolic functions of <cmath> on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float sinhOf(float x) { return x * std::sinh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float coshOf(float x) { return x * std::cosh(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
float tanhOf(float x) { return x * std::tanh(x); }

// CHECK-INPUT: x = uniform(-3, 3)
// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, jvp, gradient)
float asinhOf(float x) { return x * std::asinh(x); }

// CHECK-INPUT: x = uniform(1.1, 5)
// CHECK-INPUT: x = uniform(1.1, 5)
PULLBACK(vjp, jvp, gradient)
float acoshOf(float x) { return x * std::acosh(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
float atanhOf(float x) { return x * std::atanh(x); }
