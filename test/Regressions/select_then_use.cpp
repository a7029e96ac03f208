// RUN: %numeric %s
// A loop that finds a maximum, and one after it that uses the maximum, inside of a loop.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.5, 2)[4], n = 4
// CHECK-INPUT: x = uniform(0.5, 2)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double rowMaximum(const double* x, int n) {
  double s = 0;
  for (int t = 0; t < n; ++t) {
    double m = 0;
    for (int i = 0; i < n; ++i) {
      const double v = x[i] * x[t];
      if (v > m) m = v;
    }
    double z = 0;
    for (int i = 0; i < n; ++i) z += x[i] * m;
    s += m * z;
  }
  return s;
}

// CHECK-INPUT: x = uniform(-2, 2)[6], n = 2, k = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * k]))
double rowSoftMax(const double* x, int n, int k) {
  double s = 0;
  for (int t = 0; t < n; ++t) {
    double m = x[t * k] * x[t];
    for (int i = 1; i < k; ++i) m = std::fmax(m, x[t * k + i] * x[t]);
    double z = 0;
    for (int i = 0; i < k; ++i) z += std::exp(x[t * k + i] * x[t] - m);
    s += std::log(z) + m * z;
  }
  return s;
}
