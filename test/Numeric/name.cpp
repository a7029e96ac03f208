// RUN: %numeric %s
// name(g): generated functions are called g_vjp and so on.
#include <pullback/pullback.h>

namespace outer {
namespace inner {
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, name(renamed))
double original(double x) { return x * x; }
} // namespace inner
} // namespace outer

// CHECK-INPUT: x = 0.7, y = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
// CHECK-INPUT: x = 0.7, y = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(y), name(twoByY))
double two(double x, double y) { return x * x * y * y * y; }
