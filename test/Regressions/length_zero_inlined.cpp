// RUN: %numeric %s
// Calls with a constant length: what the callee would do with another one is gone, also a division by the length 0.
#include <pullback/pullback.h>

static double folded(const double* a, int n, double c) {
  if (n > 2)
    return a[n - 3] * c;
  double sum = c;
  for (int i = 0; i < n; ++i)
    sum += a[(2 * i + 1) % n] * c;
  return sum;
}

// CHECK-INPUT: a = uniform(-1, 1)[3], c = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[3], c))
double f(const double* a, double c) { return folded(a, 0, c) + folded(a, 2, c) * folded(a, 3, c); }
