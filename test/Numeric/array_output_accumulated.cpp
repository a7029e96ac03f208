// RUN: %numeric %s
// A pure output that is set to zero and then summed up, one that is written twice, and an in-out one that is read back.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[6], x = uniform(-1, 1)[3], y = output[2], m = 2, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[m * n], x[n]), of(y[m]))
void multiply(const double* a, const double* x, double* y, int m, int n) {
  for (int i = 0; i < m; ++i) {
    y[i] = 0;
    for (int j = 0; j < n; ++j) y[i] += a[i * n + j] * x[j];
  }
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
void runningProduct(const double* x, int n, double* y) {
  y[0] = x[0];
  for (int i = 1; i < n; ++i) y[i] = y[i - 1] * x[i] + x[0];
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, y = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void writtenTwice(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i) y[i] = x[i] * x[i];
  for (int i = 0; i < n; ++i) y[i] = y[i] * x[n - 1 - i];
  y[1] = 3 * x[0];
}
