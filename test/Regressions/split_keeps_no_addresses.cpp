// RUN: %numeric %s
// What is saved for the second half of `split` may be copied: addresses of the function's own arrays are no part of it.
#include <pullback/pullback.h>

#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 1, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double exchangedVectors(const double* x, int n, int k, int steps) {
  std::vector<int> a(n), b(n);
  for (int i = 0; i < n; ++i) {
    a[i] = (i + k) % n;
    b[i] = i;
  }
  double s = 0;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) s += x[i] * x[a[i]];
    std::swap(a, b);
  }
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 2, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double exchangedPointers(const double* x, int n, int steps) {
  int a[3] = {0, 1, n % 3}, b[3] = {2, n % 2, 0};
  int *p = a, *q = b;
  double s = 0;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < 3; ++i) s += x[i] * x[p[i]];
    std::swap(p, q);
  }
  return s;
}
