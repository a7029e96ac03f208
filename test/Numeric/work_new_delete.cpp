// RUN: %numeric %s
// Work arrays by new[] and delete[].
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = [0.5], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double differences(const double* x, int n) {
  double* d = new double[n];
  for (int i = 0; i < n; ++i) d[i] = x[i] * x[i];
  for (int level = n - 1; level > 0; --level)
    for (int i = 0; i < level; ++i) d[i] = d[i + 1] * x[i] - d[i];
  const double result = d[0];
  delete[] d;
  return result;
}
