// RUN: %numeric %s
// Loop-carried values that are exchanged in every iteration.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.3, b = 1.2, n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double exchanged(double a, double b, int n) {
  for (int i = 0; i < n; ++i) {
    const double t = a;
    a = b * 0.9;
    b = t + a * b;
  }
  return a - b;
}
