// RUN: %numeric %s
// Default arguments are dropped from generated signatures and used at calls.
#include <pullback/pullback.h>

double scaled(double x, double k = 2.5) { return x * k; }

// CHECK-INPUT: x = 0.7, y = 0.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double defaults(double x, double y = 4) { return scaled(x) * scaled(x, y); }
