// RUN: %numeric %s
// Trigonometric functions of <cmath> on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
long double sinOf(long double x) { return x * std::sin(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
long double cosOf(long double x) { return x * std::cos(x); }

// CHECK-INPUT: x = uniform(-1.4, 1.4)
// CHECK-INPUT: x = uniform(-1.4, 1.4)
PULLBACK(vjp, jvp, gradient)
long double tanOf(long double x) { return x * std::tan(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
long double asinOf(long double x) { return x * std::asin(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
long double acosOf(long double x) { return x * std::acos(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
long double atanOf(long double x) { return x * std::atan(x); }
