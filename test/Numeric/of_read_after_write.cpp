// RUN: %numeric %s
// A pure output that is read only after it has been written: same subscript, and full-range loops.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, y = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void normalised(const double* x, int n, double* y) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    y[i] = x[i] * x[i];
    s += y[i];
  }
  for (int i = 0; i < n; ++i) y[i] /= s;
}
