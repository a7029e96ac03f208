// RUN: %numeric %s
// Algorithms of the standard library over arrays, with lambdas.
#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <pullback/pullback.h>

// CHECK-INPUT: k = 0.7, x = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double mixed(double k, double x) {
  double a[4], b[4];
  std::fill(a, a + 4, k);
  std::iota(b, b + 4, x);
  a[1] *= 2;
  std::transform(a, a + 4, b, b, [](double p, double q) { return p * q; });
  std::for_each(b, b + 2, [&](double& v) { v += k * v; });
  double s = std::inner_product(std::begin(a), std::end(a), b, 0.0);
  s += *std::max_element(b, b + 4) * *std::min_element(a, a + 4);
  s += std::clamp(x, -1.0, k);
  std::copy(b, b + 4, a);
  return s + a[3] + std::accumulate(a, a + 4, 1.0, std::multiplies<>());
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void pipeline(const double* x, int n, double* y) {
  std::partial_sum(x, x + n, y);
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void squared(const double* x, int n, double* y) {
  std::transform(x, x + n, y, [n](double v) { return v * v / n; });
}
