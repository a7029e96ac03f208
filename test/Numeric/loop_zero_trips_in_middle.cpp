// RUN: %numeric %s
// Inner loops that run in some outer iterations only.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], count = [2, 0, 3, 1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ragged(const double* x, const int* count, int n) {
  double s = 0.3;
  for (int i = 0; i < n; ++i)
    for (int k = 0; k < count[i]; ++k) s = s * x[i] + s * s * 0.1;
  return s;
}
