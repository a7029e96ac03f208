// RUN: %numeric %s
// A negative base with an integral exponent that is not differentiated.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = -1.7, n = 3
// CHECK-INPUT: x = -1.7, n = -2
// CHECK-INPUT: x = -1.7, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double power(double x, int n) { return std::pow(x, n); }

// CHECK-INPUT: x = -1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cube(double x) { return std::pow(x, 3.0) + std::pow(x, 2.0); }
