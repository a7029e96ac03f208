// RUN: %numeric %s
// Members that give what their const overloads give, without const.
#include <pullback/pullback.h>
#include <utility>
#include <vector>

class Matrix {
public:
  Matrix(int rows, int cols) : values(rows * cols), cols(cols) {}
  const double &operator()(int i, int j) const { return values[i * cols + j]; }
  double &operator()(int i, int j) { return const_cast<double &>(static_cast<const Matrix &>(*this)(i, j)); }
  const double *row(int i) const { return values.data() + i * cols; }
  double *row(int i) { return const_cast<double *>(static_cast<const Matrix *>(this)->row(i)); }
  const double &last() const { return values.back(); }
  double &last() { return const_cast<double &>(std::as_const(*this).last()); }

private:
  std::vector<double> values;
  int cols;
};

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  Matrix m(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      m(i, j) = x[i] * x[j] + (i > 0 ? m(i - 1, j) : 0);
  double *r = m.row(1);
  r[2] *= x[0];
  m.last() += r[2] * x[1];
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += m(i, n - 1 - i) * m.row(i)[0];
  return s * m.last();
}
