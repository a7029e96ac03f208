// RUN: %numeric %s
// Trigonometric functions of <cmath> on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sinOf(double x) { return x * std::sin(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cosOf(double x) { return x * std::cos(x); }

// CHECK-INPUT: x = uniform(-1.4, 1.4)
// CHECK-INPUT: x = uniform(-1.4, 1.4)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double tanOf(double x) { return x * std::tan(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double asinOf(double x) { return x * std::asin(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double acosOf(double x) { return x * std::acos(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double atanOf(double x) { return x * std::atan(x); }
