// RUN: %numeric %s
// A matrix class that owns memory by new[]: copied, moved, assigned, multiplied; work space in a loop.
#include <algorithm>
#include <pullback/pullback.h>

class Matrix {
public:
  Matrix(int r, int c) : rows_(r), cols_(c), data_(new double[r * c]()) {}
  Matrix(const Matrix &o) : rows_(o.rows_), cols_(o.cols_), data_(new double[o.rows_ * o.cols_]) {
    std::copy(o.data_, o.data_ + rows_ * cols_, data_);
  }
  Matrix(Matrix &&o) noexcept : rows_(o.rows_), cols_(o.cols_), data_(o.data_) { o.data_ = nullptr; }
  Matrix &operator=(const Matrix &o) {
    if (this != &o) {
      delete[] data_;
      rows_ = o.rows_;
      cols_ = o.cols_;
      data_ = new double[rows_ * cols_];
      for (int i = 0; i < rows_ * cols_; ++i)
        data_[i] = o.data_[i];
    }
    return *this;
  }
  Matrix &operator=(Matrix &&o) noexcept {
    std::swap(data_, o.data_);
    std::swap(rows_, o.rows_);
    std::swap(cols_, o.cols_);
    return *this;
  }
  ~Matrix() { delete[] data_; }
  double &operator()(int i, int j) { return data_[i * cols_ + j]; }
  double operator()(int i, int j) const { return data_[i * cols_ + j]; }
  int rows() const { return rows_; }
  int cols() const { return cols_; }

private:
  int rows_, cols_;
  double *data_;
};
Matrix operator*(const Matrix &a, const Matrix &b) {
  Matrix c(a.rows(), b.cols());
  for (int i = 0; i < a.rows(); ++i)
    for (int j = 0; j < b.cols(); ++j)
      for (int k = 0; k < a.cols(); ++k)
        c(i, j) += a(i, k) * b(k, j);
  return c;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double determinant(const double *x, int n) {
  Matrix a(2, 3), b(3, 2);
  for (int i = 0; i < n; ++i) {
    a(i / 3, i % 3) = x[i];
    b(i / 2, i % 2) = x[n - 1 - i];
  }
  Matrix c = a * b;
  Matrix d = c;
  d = d * c;
  c = d;
  return c(0, 0) * c(1, 1) - c(0, 1);
}
