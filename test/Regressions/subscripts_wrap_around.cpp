// RUN: %numeric %s
// Products without sign wrap around, so that subscripts that look different mean one element.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.9, 1)[12], y = uniform(-1, 1)[4], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
void everyOther(const double* x, double* y, unsigned n) {
  for (unsigned i = 1; i < n; ++i)
    y[2 * i * 2147483648u] = 0.5 * y[2 * i * 2147483648u] + x[i - 1] + x[i + 1];
}

// CHECK-INPUT: x = uniform(0.9, 1)[12], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
double backwards(const double* x, unsigned n) {
  double y[12] = {};
  for (unsigned i = 1; i < n; ++i) {
    y[i + 4294967295u] = x[i] * x[i + 1];
    y[i] += y[i - 1] * y[i + 4294967295u];
  }
  return y[n - 1] * y[1];
}
