// RUN: %numeric %s
// y[i] = 0 and += without a length in the request.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[6], x = uniform(-1, 1)[3], y = output[2], m = 2, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a, x), of(y))
void multiply(const double* a, const double* x, double* y, int m, int n) {
  for (int i = 0; i < m; ++i) {
    y[i] = 0;
    for (int j = 0; j < n; ++j) y[i] += a[i * n + j] * x[j];
  }
}
