// RUN: %numeric %s
// Steps that are not constant: doubling, halving, by a parameter.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[16], n = 16, step = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double strides(const double* x, int n, int step) {
  double s = 1;
  for (int i = 1; i < n; i *= 2) s = s * x[i] + x[i - 1];
  for (int i = n / 2; i > 0; i /= 2) s -= s * x[i] * 0.1;
  for (int i = 0; i < n; i += step) s *= x[i] + 0.5;
  return s;
}
