// RUN: %numeric %s
// A loop works on one element, and writes to another one that may be the same.
#include <pullback/pullback.h>

// CHECK-INPUT: u = uniform(-1, 1)[3], x = uniform(-1, 1)[4], n = 4, k = 0
// CHECK-INPUT: u = uniform(-1, 1)[3], x = uniform(-1, 1)[4], n = 4, k = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(double* u, const double* x, int n, int k) {
  double sum = 0.0;
  u[0] *= x[0];
  for (int i = 0; i < n; ++i) {
    u[0] = u[0] * 0.5 + x[i];
    u[k] = x[i] * sum + 0.25;
    sum += u[0] * x[i];
  }
  return sum + u[0];
}
