// RUN: %numeric %s
// The data of a vector without elements is null, and that of two such vectors the same.
#include <pullback/pullback.h>
#include <cmath>
#include <memory>
#include <vector>
// CHECK-INPUT: x = [0.5, 1.5], n = 2
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double local(const double* x, int n) {
  std::vector<double> w(x, x + n);
  const double* p = w.data();
  return p ? p[0] * p[0] : 3.0;
}
// CHECK-INPUT: v = [0.5, 1.5]
// CHECK-INPUT: v = []
PULLBACK(vjp, value_and_vjp, split, jvp)
double parameter(const std::vector<double>& v) {
  const double* p = v.data();
  return p != nullptr ? p[0] * p[0] : 3.0;
}
// CHECK-INPUT: v = [0.5, 1.5], w = [0.25]
// CHECK-INPUT: v = [], w = [0.25]
PULLBACK(vjp, value_and_vjp, split, jvp)
double kept(const std::vector<double>& v, const std::vector<double>& w) {
  const double* parts[2] = {v.data(), w.data()};
  double s = 1;
  for (const double* p : parts)
    if (p) s *= std::sin(p[0]);
  return s;
}
// CHECK-INPUT: x = [0.5, 1.5], n = 2
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double two(const double* x, int n) {
  std::vector<double> a(x, x + n), b(n, 2.0);
  double s = 1;
  if (a.data() == b.data()) s = 4;
  for (int i = 0; i < n; ++i) s += a[i] * b[i] * s;
  return s;
}
