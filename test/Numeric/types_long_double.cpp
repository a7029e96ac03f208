// RUN: %numeric %s
// A whole function in long double: no partial may be rounded to double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, k = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], k))
long double smooth(const long double* x, int n, long double k) {
  long double s = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const long double d = x[i + 1] - x[i];
    s += std::sqrt(1.0L + d * d) * k + std::exp(0.1L * d);
  }
  return s / 3;
}
