// RUN: %numeric %s
// Matrices that are vectors of vectors: products, factors that are read while they are made, rows that are exchanged, moved
// from one matrix to another, appended, handed to functions that call themselves.
#include <cmath>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

static Matrix multiply(const Matrix &a, const Matrix &b) {
  Matrix c(a.size(), std::vector<double>(b[0].size()));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b[0].size(); ++j)
      for (std::size_t k = 0; k < b.size(); ++k)
        c[i][j] += a[i][k] * b[k][j];
  return c;
}

// CHECK-INPUT: x = uniform(-1, 1)[12], n = 3, m = 4
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1, m = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * m]))
double product(const double *x, int n, int m) {
  Matrix a(n, std::vector<double>(m)), b(m, std::vector<double>(n, 0.5));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j) {
      a[i][j] = x[i * m + j];
      b[j][i] *= std::sin(x[i * m + j]);
    }
  const Matrix c = multiply(a, b);
  double s = 0;
  for (const auto &row : c)
    for (double value : row)
      s += value * value;
  return s;
}

// CHECK-INPUT: a = [4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n * n]))
double logarithmOfDeterminant(const double *a, int n) {
  Matrix l(n, std::vector<double>(n));
  double result = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      double s = a[i * n + j];
      for (int k = 0; k < j; ++k)
        s -= l[i][k] * l[j][k];
      l[i][j] = i == j ? std::sqrt(s) : s / l[j][j];
    }
    result += std::log(l[i][i]);
  }
  return 2 * result;
}

// CHECK-INPUT: x = uniform(0.5, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * n]))
double exchanged(const double *x, int n) {
  Matrix a(n, std::vector<double>(n)), b(n, std::vector<double>(n, 0.25));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a[i][j] = x[i * n + j];
  std::swap(a[0], a[n - 1]);
  std::swap(a[1], b[1]);
  for (int j = 0; j < n; ++j) {
    a[1][j] *= a[0][j] * x[j];
    b[1][j] += a[n - 1][j] * b[0][j];
  }
  b[0] = a[1];
  b[0][0] *= 2;
  b[2] = std::move(a[0]);
  double s = 0;
  for (int j = 0; j < n; ++j)
    s += a[1][j] * b[1][j] * b[0][j] + b[2][j] * b[2][0];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double appended(const double *x, int n) {
  Matrix ragged, other;
  for (int i = 0; i < n; ++i) {
    ragged.push_back(std::vector<double>(i + 1, x[i]));
    other.emplace_back();
    for (int j = 0; j <= i; ++j)
      other.back().push_back(ragged[i][j] * x[j]);
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j)
      s += ragged[i][j] * other[i][i - j] * other[n - 1][j];
  return s;
}

static double descend(double *row, int i) {
  if (i == 0)
    return row[0];
  row[i - 1] *= row[i];
  return descend(row, i - 1) * row[i];
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double recursive(const double *x, int n) {
  Matrix rows(2, std::vector<double>(n)), others(2, std::vector<double>(n, 2.0));
  for (int i = 0; i < n; ++i) {
    rows[i % 2][i] = rows[1][n - 1 - i] = x[i];
    others[1][i] *= x[n - 1 - i];
  }
  return descend(rows[1].data(), n - 1) + rows[0][0] * descend(others[1].data(), n - 1);
}

struct Link {
  double *at;
  int offset;
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double linked(const double *x, int n) {
  std::vector<Link> links(n), copies(n);
  for (int i = 0; i < n; ++i) {
    links[i].at = new double[2]{x[i], 2};
    links[i].offset = 3 * i;
  }
  for (int i = 0; i < n; ++i)
    copies[i] = links[n - 1 - i];
  copies[0].at[1] *= x[0];
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += links[i].at[0] * copies[i].at[1] * links[n - 1].at[1] * links[i].offset;
  }
  for (Link &link : links)
    delete[] link.at;
  return s;
}
