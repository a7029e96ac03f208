// RUN: %numeric %s
// Algorithms that reorder, generate and reduce.
#include <algorithm>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double first(const double *x, int n) {
  std::vector<double> a(n), b(n);
  std::copy(x, x + n, a.begin());
  std::fill(b.begin(), b.end(), 0.5);
  std::transform(a.begin(), a.end(), b.begin(), [](double v) { return v * v; });
  std::transform(a.begin(), a.end(), b.begin(), a.begin(), [](double p, double q) { return p * q; });
  double s = std::inner_product(a.begin(), a.end(), b.begin(), 0.0) + std::accumulate(b.begin(), b.end(), 1.0);
  s += std::accumulate(b.begin(), b.end(), 1.0, [](double p, double q) { return p * q; });
  std::vector<int> idx(n);
  std::iota(idx.begin(), idx.end(), 0);
  for (int i : idx)
    s += i * a[i];
  std::for_each(b.begin(), b.end(), [&s](double v) { s += v; });
  std::reverse(a.begin(), a.end());
  return s + *std::min_element(a.begin(), a.end()) * a[0] + std::partial_sum(a.begin(), a.end(), b.begin())[-1];
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double second(const double *x, int n) {
  std::vector<double> a(x, x + n), b(n);
  std::adjacent_difference(a.begin(), a.end(), b.begin());
  double s = std::reduce(a.begin(), a.end(), 0.0) + std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0);
  std::fill_n(b.begin(), 2, 3.0);
  std::copy_n(a.begin(), 2, b.begin() + 1);
  std::swap_ranges(a.begin(), a.begin() + 2, b.begin());
  s += std::clamp(a[0], 0.6, 0.8) + std::count_if(a.begin(), a.end(), [](double v) { return v > 0.7; }) * a[1];
  std::generate(b.begin(), b.end(), [k = 0]() mutable { return k++ * 1.0; });
  auto [lo, hi] = std::minmax_element(a.begin(), a.end());
  std::rotate(a.begin(), a.begin() + 1, a.end());
  return s + *lo * *hi + b[2] * a[2] + (std::any_of(a.begin(), a.end(), [](double v) { return v > 2; }) ? 1 : 2);
}
