// RUN: %numeric %s
// Searching in sorted arrays, iterators that append, initializer_list of initializer_list.
#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = [0.1, 0.3, 0.5, 0.9], y = uniform(0.5, 1)[4], t = 0.7
// CHECK-INPUT: x = [0.1, 0.3, 0.5, 0.9], y = uniform(0.5, 1)[4], t = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double interpolated(const std::vector<double> &x, const std::vector<double> &y, double t) {
  auto after = std::upper_bound(x.begin(), x.end(), t);
  if (after == x.begin())
    return y.front();
  if (after == x.end())
    return y.back();
  const std::size_t i = std::distance(x.begin(), after);
  const double w = (t - x[i - 1]) / (x[i] - x[i - 1]);
  return (1 - w) * y[i - 1] + w * y[i];
}

// CHECK-INPUT: x = [0.1, 0.3, 0.5, 0.9, 1.1], n = 5, t = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], t))
double bracketed(const double *x, int n, double t) {
  const double *p = std::lower_bound(x, x + n, t);
  const long i = std::max<long>(1, std::min<long>(p - x, n - 1));
  return x[i] * t + x[i - 1] * (1 - t);
}

// CHECK-INPUT: x = [0.1, 0.3, 0.5, 0.9]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double appended(const std::vector<double> &x) {
  std::vector<double> z;
  std::transform(x.begin(), x.end(), std::back_inserter(z), [](double a) { return a * a; });
  std::copy_if(x.begin(), x.end(), std::back_inserter(z), [](double a) { return a > 0.4; });
  double s = 1;
  for (auto it = z.begin(); it != z.end(); std::advance(it, 1))
    s = s * *it + 1;
  return s;
}

class Matrix {
  std::array<std::array<double, 2>, 2> m{};

public:
  Matrix(std::initializer_list<std::initializer_list<double>> rows) {
    std::size_t i = 0;
    for (const auto &row : rows) {
      std::copy(row.begin(), row.end(), m[i].begin());
      ++i;
    }
  }
  double operator()(std::size_t i, std::size_t j) const { return m[i][j]; }
};

// CHECK-INPUT: a = 0.7, b = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double determinants(double a, double b) {
  const Matrix first{{a, b}, {a * b, a}};
  const Matrix second{{b, 1}, {a, b * b}};
  return first(0, 0) * first(1, 1) - first(0, 1) * first(1, 0) + second(0, 0) * second(1, 1) -
         second(0, 1) * second(1, 0);
}
