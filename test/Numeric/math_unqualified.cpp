// RUN: %numeric %s
// <cmath> functions by their plain C names and through the global namespace.
#include <pullback/pullback.h>

#include <math.h>

// CHECK-INPUT: x = 1.3, y = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double plain(double x, double y) { return sin(x) * pow(x, y) + fabs(y) + ::sqrt(x) + ::hypot(x, y) + fmax(x, y); }

// CHECK-INPUT: x = 1.3, y = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float suffixed(float x, float y) { return sinf(x) * powf(x, y) + fabsf(y) + sqrtf(x) + expf(y) + atan2f(y, x); }
