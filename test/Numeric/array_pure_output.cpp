// RUN: %numeric %s
// Vector outputs with a seed; elements that are not written ignore it.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 1.2, y = -0.4, out = output[2]
// CHECK-INPUT: x = 0.2, y = -0.4, out = output[2]
PULLBACK(vjp, value_and_vjp, split, jvp, of(out[2]))
void polar(double x, double y, double* out) {
  out[0] = std::hypot(x, y);
  out[1] = out[0] > 1 ? std::atan2(y, x) : y;
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5, y = output[7]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y))
void everySecond(const double* x, int n, double* y) {
  for (int i = 0; i < n; i += 2) y[i] = x[i] * x[i];
}
