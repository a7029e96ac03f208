// RUN: %numeric %s
// The four operators, unary plus and minus, and parentheses.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(0.5, 2), b = uniform(0.5, 2), c = uniform(-2, 2)
// CHECK-INPUT: a = uniform(0.5, 2), b = uniform(0.5, 2), c = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double all(double a, double b, double c) { return (a + b) * (a - c) / (b * a) - (-c) + +a * (c / b - b / a); }

// CHECK-INPUT: a = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sameOperand(double a) { return a * a + a / a + (a - a) * 4 + (a + a); }

// CHECK-INPUT: a = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double reciprocal(double a) { return 1 / a - 2.5 / (a * a); }
