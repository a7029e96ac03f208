// RUN: %numeric %s
// A callee with a loop whose state must be kept for every call.
#include <pullback/pullback.h>

double iterate(double x, int n) {
  for (int i = 0; i < n; ++i) x = x * x - 0.7;
  return x;
}

// CHECK-INPUT: x = 0.4, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double called(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i) s += iterate(s * 0.5, i);
  return s * iterate(x, 2);
}
