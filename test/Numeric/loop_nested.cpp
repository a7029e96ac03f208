// RUN: %numeric %s
// Nested loops that depend on each other's counters: triangular, and a body that changes both levels' state.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[16], n = 4
// CHECK-INPUT: a = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n * n]))
double triangular(const double* a, int n) {
  double s = 0.5;
  for (int i = 0; i < n; ++i) {
    double row = a[i * n + i];
    for (int j = 0; j <= i; ++j) row = row * a[i * n + j] + s;
    for (int j = i + 1; j < n; ++j) s += row * a[j * n + i];
    s *= 0.3;
  }
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n]))
double threeDeep(const double* a, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = i; j < n; ++j)
      for (int k = n - 1; k >= j; --k) s = s * a[i] + a[j] * a[k];
  return s;
}
