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

// A return within the first loop never reaches the second.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, limit = 9, y = output[4]
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, limit = 1.3, y = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void returnsBefore(const double* x, int n, double limit, double* y) {
  if (n <= 0) return;
  double run = 0;
  for (int i = 0; i < n; ++i) {
    run = 0.8 * run + x[i];
    y[i] = run;
    if (run > limit) return;
  }
  for (int i = 0; i < n; ++i) y[i] /= run;
}
