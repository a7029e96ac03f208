// RUN: %numeric %s
// Integer operators that address and weight floating-point data.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double integers(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    int k = (i * 7 + 3) % n;
    k ^= i & 1;
    k = (k << 1) >> 1;
    k |= 0;
    if (~k < 0 && k < n) s += x[k] * (i / 2) - x[n - 1 - k] * (i % 3 == 0 ? 1 : -1);
    unsigned mask = 1u << (i % 4);
    mask -= 1;
    s *= 1 + 0.01 * mask;
  }
  return s;
}
