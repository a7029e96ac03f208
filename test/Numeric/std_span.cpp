// RUN: %numeric %s
// std::span inside primals, whole and in parts.
// CHECK-FLAGS: -std=c++20
#include <pullback/pullback.h>
#include <span>
#include <vector>

static double dot(std::span<const double> a, std::span<const double> b) {
  double s = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    s += a[i] * b[i];
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double products(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::span<const double> all(x, n);
  return dot(all, v) + dot(all.subspan(1), all.first(n - 1)) + dot(all, all);
}
