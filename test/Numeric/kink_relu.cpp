// RUN: %numeric %s
// The branch taken is differentiated, at the kink too.
#include <pullback/pullback.h>

#include <algorithm>

// CHECK-KINK: x = [0, -1, 2, 0], w = [1, 2, 3, 4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double relu(const double* x, const double* w) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    s += std::max(0.0, x[i] * w[i]);
    s += x[i] > 0 ? x[i] * w[i] : 0;
    s += std::max(x[i], 0.0) * 0.5;
  }
  return s;
}
