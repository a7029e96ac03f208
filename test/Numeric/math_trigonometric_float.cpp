// RUN: %numeric %s
// Trigonometric functions of <cmath> on float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
float sinOf(float x) { return x * std::sin(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
float cosOf(float x) { return x * std::cos(x); }

// CHECK-INPUT: x = uniform(-1.4, 1.4)
// CHECK-INPUT: x = uniform(-1.4, 1.4)
PULLBACK(vjp, jvp, gradient)
float tanOf(float x) { return x * std::tan(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
float asinOf(float x) { return x * std::asin(x); }

// CHECK-INPUT: x = uniform(-0.9, 0.9)
// CHECK-INPUT: x = uniform(-0.9, 0.9)
PULLBACK(vjp, jvp, gradient)
float acosOf(float x) { return x * std::acos(x); }

// CHECK-INPUT: x = uniform(-4, 4)
// CHECK-INPUT: x = uniform(-4, 4)
PULLBACK(vjp, jvp, gradient)
float atanOf(float x) { return x * std::atan(x); }
