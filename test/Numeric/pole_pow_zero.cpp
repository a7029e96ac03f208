// RUN: %numeric %s
// pow(0, y) with y > 0 has derivative 0 in y.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = 0, y = 2
// CHECK-KINK: x = 0, y = 1
// CHECK-KINK: x = 0, y = 3.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double power(double x, double y) { return std::pow(x, y) + y * x; }
