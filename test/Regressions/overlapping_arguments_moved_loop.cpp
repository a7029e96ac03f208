// RUN: %numeric %s
// A loop that writes through one argument stays in front of one that reads the same memory through another.
#include <pullback/pullback.h>
#include <cmath>
double chosen(const double* a, int* k, const int* m, int n, int depth) {
  double p = 0, q = 0;
  for (int i = 0; i < n; ++i) {
    const int t = (i * 3 + depth) % 5;
    k[i] = t;
    p += std::sin(a[t]);
  }
  for (int i = 0; i < n; ++i) q += a[m[i]] * a[m[i] + 1];
  int own[8];
  for (int i = 0; i < 8; ++i) own[i] = i % 2;
  return p + q + (depth > 0 ? chosen(a, own, own, n, depth - 1) : 0);
}
// CHECK-INPUT: x = uniform(0.1, 0.9)[6], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n + 2]))
double f(const double* x, int n) {
  int k[10];
  for (int i = 0; i < 10; ++i) k[i] = i % 2;
  return chosen(x, k, k, n, 2) * 2;
}
