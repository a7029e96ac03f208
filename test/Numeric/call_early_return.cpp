// RUN: %numeric %s
// A callee with several returns, called in a loop and in conditions.
#include <pullback/pullback.h>

double saturate(double x) {
  if (x < -0.5) return -0.5;
  if (x > 0.5) return 0.5 + 0.1 * (x - 0.5);
  return x;
}
bool large(double x) { return x * x > 0.3; }
int sign(double x) { return x < 0 ? -1 : 1; }

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double summed(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double y = saturate(x[i]);
    if (large(y) && sign(x[i]) > 0) s += y * s;
    s += sign(y) * y * x[i];
  }
  return s;
}
