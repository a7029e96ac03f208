// RUN: %numeric %s
// Vectors that loops append to, beginning at another element than the first, whose sizes are used afterwards.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

// CHECK-INPUT: prices = uniform(1, 2)[6]
// CHECK-INPUT: prices = uniform(1, 2)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sharpe(const std::vector<double>& prices) {
  std::vector<double> r;
  r.reserve(prices.size());
  for (std::size_t i = 1; i < prices.size(); ++i) r.push_back(std::log(prices[i] / prices[i - 1]));
  const double mean = std::accumulate(r.begin(), r.end(), 0.0) / r.size();
  double variance = 0.1;
  for (double x : r) variance += (x - mean) * (x - mean);
  return mean / std::sqrt(variance / r.size());
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1
// CHECK-INPUT: x = [], n = -3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double from(const double* x, int n) {
  std::vector<double> a, b, c;
  for (int i = 2; i <= n; ++i) a.push_back(std::sin(x[i - 1]));
  for (int i = 1; i < n - 1; ++i) b.push_back(std::cos(x[i]));
  for (int i = 3; i < n; i += 2) c.push_back(x[i] * x[i]);
  double s = 1;
  for (double v : a) s += s * v;
  for (double v : b) s += s * v;
  for (double v : c) s += s * v;
  return s + a.size() * s + b.size() * c.size();
}

// Counted on beside the loop, from above as well.
// CHECK-INPUT: x = uniform(-1, 1)[7], n = 7
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double beside(const double* x, int n) {
  int k = 0, l = 3;
  double s = 1;
  for (int i = 2; i < n; ++i) s = std::sin(s) + x[k++] * s;
  for (int i = n - 1; i > 2; --i) s = std::sin(s) + x[l - 3] * x[--k], ++l;
  unsigned m = 5;
  for (unsigned i = 1; i < static_cast<unsigned>(n); ++i) s += std::cos(s) * x[m-- - 5 + i];
  return s * k + l * x[0] + m * x[1];
}
