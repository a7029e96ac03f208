// RUN: %numeric %s
// In-place updates whose elements are final once they have been used, and some that look like it and are not.
#include <pullback/pullback.h>

#include <cmath>

// Every element to the left is final.
// CHECK-INPUT: a = [4, 1, 0.5, 1, 3, -0.3, 0.5, -0.3, 2], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n * n]))
double factor(const double* a, int n) {
  double l[9];
  for (int i = 0; i < n * n; ++i) l[i] = a[i];
  for (int j = 0; j < n; ++j) {
    for (int k = 0; k < j; ++k) l[j * n + j] -= l[j * n + k] * l[j * n + k];
    l[j * n + j] = std::sqrt(l[j * n + j]);
    for (int i = j + 1; i < n; ++i) {
      for (int k = 0; k < j; ++k) l[i * n + j] -= l[i * n + k] * l[j * n + k];
      l[i * n + j] /= l[j * n + j];
    }
  }
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += std::log(l[i * n + i]) * l[i * n];
  return sum;
}

// Backwards, and in two dimensions.
// CHECK-INPUT: u = uniform(0.5, 1)[4]
PULLBACK(vjp, split, jvp, wrt(u[4]))
double backwards(const double* u) {
  double a[5][5];
  for (int i = 0; i < 5; ++i) a[4][i] = a[i][4] = 1;
  for (int i = 3; i >= 0; --i)
    for (int j = 3; j >= 0; --j) a[i][j] = u[i] * a[i + 1][j] * a[i][j + 1] + u[j];
  return a[0][0];
}

// Rows that overlap where they are longer than the stride.
// CHECK-INPUT: x = uniform(0.5, 1)[8], rows = 3, columns = 2, stride = 2
// CHECK-INPUT: x = uniform(0.5, 1)[8], rows = 3, columns = 4, stride = 2
PULLBACK(vjp, split, jvp, wrt(x[8]))
double rows(const double* x, int rows, int columns, int stride) {
  double a[8];
  for (int i = 0; i < 8; ++i) a[i] = x[i];
  double sum = 0;
  for (int i = 0; i < rows; ++i)
    for (int j = 1; j < columns; ++j) {
      sum += a[i * stride + j - 1] * a[i * stride + j - 1];
      a[i * stride + j] = a[i * stride + j - 1] * a[i * stride + j];
    }
  return sum;
}

// The diagonal, too, is used before it is final; a sweep that comes twice; what was read is written one iteration later.
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, split, jvp, wrt(x[4]))
double later(const double* x, int n) {
  double a[4];
  for (int i = 0; i < 4; ++i) a[i] = x[i];
  for (int j = 0; j < n; ++j)
    for (int k = 0; k <= j; ++k) a[j] -= 0.3 * a[k] * a[k];
  for (int sweep = 0; sweep < 2; ++sweep)
    for (int i = 1; i < n; ++i) a[i] *= a[i - 1];
  for (int i = 0; i + 1 < n; ++i) a[i + 1] += a[i] * a[i + 1] * a[i];
  for (int i = n - 2; i >= 0; --i) a[i + 1] = a[i] * a[i] * a[i + 1];
  return a[0] * a[1] * a[2] * a[3];
}

// A value that is stored and stays, one that is stored and overwritten, one that only sometimes is.
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, split, jvp, wrt(x[4]))
double stored(const double* x, int n) {
  double a[4], b[4], c[4];
  for (int i = 0; i < n; ++i) {
    const double s = std::sin(x[i]);
    a[i] = std::exp(s);
    b[i] = std::exp(2 * s);
    c[i] = std::exp(3 * s);
  }
  for (int i = 0; i < n; ++i) b[i] = a[i] * b[i];
  for (int i = 0; i < n; ++i)
    if (x[i] > 0.75) c[i] = a[i] * c[i] * c[i];
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += a[i] * b[i] * c[i];
  return sum;
}
