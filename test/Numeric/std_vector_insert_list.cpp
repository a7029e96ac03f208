// RUN: %numeric %s
// Lists in braces inserted into a vector: at its ends, in the middle, and as rows of a matrix.
#include <initializer_list>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

class Matrix {
public:
  Matrix(std::initializer_list<std::initializer_list<double>> list) : columns(list.begin()->size()) {
    for (const auto &row : list)
      data.insert(data.end(), row);
  }
  double operator()(std::size_t i, std::size_t j) const { return data[i * columns + j]; }

private:
  std::size_t columns;
  std::vector<double> data;
};

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double determinant(double x, double y) {
  const Matrix m{{x, y * x}, {y, x + 3}};
  return m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inserted(const double *x, int n) {
  std::vector<double> v(x, x + n);
  auto first = v.insert(v.begin() + 1, {v[0] * v[1], 2.5, v[n - 1]});
  *first *= x[1];
  for (int i = 0; i < n; ++i)
    if (x[i] > 0.6)
      v.insert(v.begin(), {x[i], v.back()});
  v.insert(v.end(), {});
  v.insert(v.end(), {x[0]});
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    sum = sum * 0.5 + v[i] * v[i];
  return sum;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ofPairs(double x, double y) {
  std::vector<std::pair<double, double>> v{{x, y}};
  v.insert(v.begin(), {{y, x * y}, {x * x, y}});
  std::vector<int> k;
  k.insert(k.end(), {2, 0, 1});
  double sum = 0;
  for (int i : k)
    sum = sum * v[i].first + v[i].second;
  return sum;
}
