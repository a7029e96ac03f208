// RUN: %numeric %s
// A recursive function may get parts of one array: what is written through one of them is read through the other.
#include <pullback/pullback.h>
#include <cmath>
double walk(double* a, double* b, int n, int depth) {
  if (depth == 0) return a[0] * b[0];
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::sin(a[i]) * a[i];
  for (int i = 0; i < n; ++i) b[i] = b[i] * b[i] + s;
  for (int i = 0; i < n; ++i) s += a[i] * std::cos(a[i]);
  return s + walk(b, a, n, depth - 1) * s;
}
// CHECK-INPUT: x = uniform(0.1, 0.5)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n + 1]))
double f(const double* x, int n) {
  double w[8];
  for (int i = 0; i <= n; ++i) w[i] = x[i] * 1.5;
  return walk(w, w + 1, n, 2);
}
double twice(double* a, double* b, int n, int depth) {
  if (depth == 0) return a[0] * b[0];
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(a[i] * s);
  b[1] = b[1] * s;
  for (int i = 0; i < n; ++i) s *= std::exp(a[i] * s * 0.1);
  return s + twice(b, a, n, depth - 1) * s;
}
// CHECK-INPUT: x = uniform(0.1, 0.2)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n + 1]))
double g(const double* x, int n) {
  double w[8];
  for (int i = 0; i <= n; ++i) w[i] = x[i] * 0.5;
  return twice(w, w + 1, n, 1);
}
