// RUN: %numeric %s
// Vectors of vectors: built by a count and a value, row by row, passed on and multiplied.
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double filled(const double *x, int n) {
  std::vector<std::vector<double>> a(n, std::vector<double>(n));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a[i][j] = x[i] * x[j] + i;
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      s += a[i][j] * a[j][i];
  return s;
}

using Matrix = std::vector<std::vector<double>>;
using Vector = std::vector<double>;
static Vector multiply(const Matrix &a, const Vector &x) {
  Vector y(a.size(), 0.0);
  for (std::size_t i = 0; i < a.size(); i++)
    for (std::size_t j = 0; j < x.size(); j++)
      y[i] += a[i][j] * x[j];
  return y;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double multiplied(const double *x, int n) {
  Matrix m;
  for (int i = 0; i < n; ++i) {
    Vector row;
    for (int j = 0; j < n; ++j)
      row.push_back(x[j] * x[i]);
    m.push_back(row);
  }
  Vector v(x, x + n);
  Vector y = multiply(m, v);
  double s = 0;
  for (double e : y)
    s += e * e;
  return s;
}
