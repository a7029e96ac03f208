// RUN: %numeric %s
// Upward loops with <, <=, != and different steps.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1.5)[9], n = 9
// CHECK-INPUT: x = [0.5], n = 1
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double up(const double* x, int n) {
  double p = 1;
  for (int i = 0; i < n; ++i) p *= x[i];
  for (int i = 1; i <= n; i += 2) p += x[i - 1] * p;
  for (int i = 0; i != n; i++) p -= 0.1 * x[i] * x[i];
  for (int i = -3; i < n - 4; i += 3) p *= 1 + 0.1 * x[i + 3];
  return p;
}
