// RUN: %numeric %s
// A local array that every iteration fills again.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 2, w = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, w))
double scratch(const double* x, int n, const double* w) {
  double h[3];
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 3; ++j) h[j] = std::tanh(x[3 * i + j] * w[j]);
    for (int j = 0; j < 3; ++j) s += h[j] * h[(j + 1) % 3];
  }
  return s;
}
