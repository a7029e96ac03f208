// RUN: %numeric %s
// At a pole with a seed that is not zero the derivative is infinite.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 0
PULLBACK(vjp, jvp, gradient)
double root(double x) { return std::sqrt(x); }

// CHECK-KINK: x = 1
PULLBACK(vjp, jvp, gradient)
double arc(double x) { return std::asin(x); }
