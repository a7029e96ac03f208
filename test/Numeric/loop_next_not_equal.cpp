// RUN: %numeric %s
// Loops that step first and then compare with their end: `while (++i != n)`, as in std::partial_sum and std::max_element.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

// CHECK-INPUT: rate = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: rate = uniform(-1, 1)[1], n = 1
// CHECK-INPUT: rate = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(rate[n]))
double discount(const double* rate, int n) {
  std::vector<double> sum(n), product(n);
  std::partial_sum(rate, rate + n, sum.begin());
  std::partial_sum(rate, rate + n, product.begin(), [](double a, double b) { return a * std::sin(b); });
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(-sum[i]) * product[i];
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double spread(const double* x, int n) {
  const auto ends = std::minmax_element(x, x + n);
  return std::sin(*std::max_element(x, x + n)) * *std::min_element(x, x + n) + *ends.first * *ends.second;
}

// A start beyond the end, which a break leaves in time.
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 0
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 2
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double leave(const double* x, int n) {
  double s = 1;
  int i = 0;
  while (++i != n) {
    s *= std::sin(x[i]) + x[i - 1];
    if (x[i] > 1) break;
  }
  return s;
}

// The same against the size of a vector, which has no sign.
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 0
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 1
// CHECK-INPUT: x = [0.5, 0.25, 2, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double leaveSize(const double* x, int n) {
  const std::vector<double> v(x, x + n);
  double s = 1;
  for (int i = 0; static_cast<std::size_t>(i + 1) != v.size(); ++i) {
    s *= std::sin(x[i]) + x[i + 1];
    if (x[i] > 1) break;
  }
  return s;
}

// Downwards, and with the counter used afterwards.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double down(const double* x, int n) {
  double s = 0;
  int i = n;
  while (--i != 0) s += x[i] * std::sin(x[i - 1]);
  int k = -1;
  while (++k != n) s = s * x[k] + std::cos(x[k]);
  return s * x[i] + k * x[k - 1];
}
