// RUN: %numeric %s
// A matrix template on a vector, with operators, and an elimination with pivots.
#include <cassert>
#include <cmath>
#include <pullback/pullback.h>
#include <stdexcept>
#include <vector>

template <typename T> class Matrix {
  std::size_t r_, c_;
  std::vector<T> d_;

public:
  Matrix() : r_(0), c_(0) {}
  Matrix(std::size_t r, std::size_t c, T v = T()) : r_(r), c_(c), d_(r * c, v) {}
  static Matrix identity(std::size_t n) {
    Matrix m(n, n);
    for (std::size_t i = 0; i < n; ++i)
      m(i, i) = T(1);
    return m;
  }
  T &operator()(std::size_t i, std::size_t j) {
    assert(i < r_ && j < c_);
    return d_[i * c_ + j];
  }
  const T &operator()(std::size_t i, std::size_t j) const { return d_[i * c_ + j]; }
  std::size_t rows() const { return r_; }
  std::size_t cols() const { return c_; }
  Matrix operator+(const Matrix &o) const {
    Matrix m(*this);
    for (std::size_t i = 0; i < d_.size(); ++i)
      m.d_[i] += o.d_[i];
    return m;
  }
  Matrix operator*(const Matrix &o) const {
    if (c_ != o.r_)
      throw std::invalid_argument("size");
    Matrix m(r_, o.c_);
    for (std::size_t i = 0; i < r_; ++i)
      for (std::size_t j = 0; j < o.c_; ++j)
        for (std::size_t k = 0; k < c_; ++k)
          m(i, j) += (*this)(i, k) * o(k, j);
    return m;
  }
  Matrix &operator*=(T s) {
    for (auto &v : d_)
      v *= s;
    return *this;
  }
  Matrix transpose() const {
    Matrix m(c_, r_);
    for (std::size_t i = 0; i < r_; ++i)
      for (std::size_t j = 0; j < c_; ++j)
        m(j, i) = (*this)(i, j);
    return m;
  }
  T trace() const {
    T s = T();
    for (std::size_t i = 0; i < r_; ++i)
      s += (*this)(i, i);
    return s;
  }
  friend Matrix operator*(T s, Matrix m) {
    m *= s;
    return m;
  }
};
template <typename T> std::vector<T> solve(Matrix<T> a, std::vector<T> b) {
  const std::size_t n = a.rows();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t p = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::fabs(a(i, k)) > std::fabs(a(p, k)))
        p = i;
    if (p != k) {
      for (std::size_t j = 0; j < n; ++j)
        std::swap(a(k, j), a(p, j));
      std::swap(b[k], b[p]);
    }
    for (std::size_t i = k + 1; i < n; ++i) {
      T f = a(i, k) / a(k, k);
      for (std::size_t j = k; j < n; ++j)
        a(i, j) -= f * a(k, j);
      b[i] -= f * b[k];
    }
  }
  std::vector<T> x(n);
  for (std::size_t i = n; i-- > 0;) {
    T s = b[i];
    for (std::size_t j = i + 1; j < n; ++j)
      s -= a(i, j) * x[j];
    x[i] = s / a(i, i);
  }
  return x;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double solved(const double *x, int n) {
  Matrix<double> a = Matrix<double>::identity(3);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      a(i, j) += 0.3 * x[i] * x[j + 3] + (i - j) * 0.1;
  Matrix<double> m = 2.0 * (a * a.transpose() + a);
  auto s = solve(m, std::vector<double>{x[0], x[1], x[2]});
  return s[0] * s[1] + s[2] + m.trace();
}
