// RUN: %numeric %s
// Index arrays: gather, scatter and accumulation through them.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[5], index = [4, 0, 0, 3, 2, 4], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double gathered(const double* x, const int* index, int n) {
  double s = 0.1;
  for (int i = 0; i < n; ++i) s += x[index[i]] * x[index[(i + 1) % n]];
  return s * s;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], index = [4, 0, 0, 3, 2, 4], n = 6, y = output[5], m = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[m]))
void histogram(const double* x, const int* index, int n, double* y, int m) {
  for (int j = 0; j < m; ++j) y[j] = 0;
  for (int i = 0; i < n; ++i) y[index[i]] += x[i] * x[i];
}
