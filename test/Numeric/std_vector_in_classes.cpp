// RUN: %numeric %s
// A matrix class that holds a vector, copied and assigned in loops; chained calls on references; a stack; sorting by swaps.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <pullback/pullback.h>
#include <tuple>
#include <utility>
#include <vector>
class Matrix {
public:
  Matrix(int r, int c) : r_(r), c_(c), d_(r * c) {}
  double &operator()(int i, int j) { return d_[i * c_ + j]; }
  double operator()(int i, int j) const { return d_[i * c_ + j]; }
  int rows() const { return r_; }
  int cols() const { return c_; }
  Matrix operator*(const Matrix &o) const {
    Matrix m(r_, o.c_);
    for (int i = 0; i < r_; ++i)
      for (int j = 0; j < o.c_; ++j)
        for (int k = 0; k < c_; ++k)
          m(i, j) += (*this)(i, k) * o(k, j);
    return m;
  }
  Matrix &operator+=(const Matrix &o) {
    for (std::size_t i = 0; i < d_.size(); ++i)
      d_[i] += o.d_[i];
    return *this;
  }
  double trace() const {
    double s = 0;
    for (int i = 0; i < r_; ++i)
      s += (*this)(i, i);
    return s;
  }

private:
  int r_, c_;
  std::vector<double> d_;
};
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 2, steps = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double powers(const double *x, int n, int steps) {
  Matrix a(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a(i, j) = x[i * n + j];
  Matrix p = a, sum = a;
  for (int s = 0; s < steps; ++s) {
    p = p * a;
    sum += p;
  }
  return sum.trace() + p(0, 1);
}
class Acc {
public:
  double sum = 0;
  int n = 0;
  Acc &add(double v) {
    sum += v * v;
    ++n;
    return *this;
  }
  double mean() const { return sum / n; }
};
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double stats(const double *x, int n) {
  Acc acc;
  for (int i = 0; i < n; ++i)
    acc.add(x[i]).add(2 * x[i]);
  Acc copy = acc;
  Acc &ref = copy;
  ref.add(x[0] * acc.sum);
  Acc many[3];
  for (int i = 0; i < n; ++i)
    many[i % 3].add(x[i]);
  std::vector<double> sorted(x, x + n);
  for (std::size_t i = 1; i < sorted.size(); ++i)
    for (std::size_t j = i; j > 0 && sorted[j] < sorted[j - 1]; --j)
      std::swap(sorted[j], sorted[j - 1]);
  return copy.mean() + many[0].mean() * many[1].sum - many[2].n +
         sorted[n / 2] * sorted.back();
}
// CHECK-INPUT: x = 0.7, n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double stack(double x, int n) {
  std::vector<double> s;
  double out = 0;
  for (int i = 0; i < n; ++i) {
    s.push_back(x * (i + 1));
    if (i % 3 == 2) {
      const double top = s.back();
      s.pop_back();
      s.back() *= top;
    }
    if (i == 3)
      s.clear();
    std::vector<double> tmp = s;
    tmp.push_back(x);
    out += std::accumulate(tmp.begin(), tmp.end(), 0.0) * x;
  }
  return out;
}
