// RUN: %numeric %s
// fabs and abs have derivative 0 at 0.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 0
// CHECK-KINK: x = -0.0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double absolute(double x) { return std::fabs(x) + std::abs(x) + 2 * x; }
