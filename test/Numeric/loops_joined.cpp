// RUN: %numeric %s
// Loops over one range that hand arrays to each other: operators of vector and matrix classes, and what keeps such
// loops apart.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

class Vec {
public:
  explicit Vec(std::size_t n, double fill = 0.0) : items(n, fill) {}
  double &operator[](std::size_t i) { return items[i]; }
  double operator[](std::size_t i) const { return items[i]; }
  std::size_t size() const { return items.size(); }
  Vec &operator+=(const Vec &other) {
    for (std::size_t i = 0; i < size(); ++i)
      items[i] += other.items[i];
    return *this;
  }

private:
  std::vector<double> items;
};

static Vec operator+(const Vec &a, const Vec &b) {
  Vec r(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    r[i] = a[i] + b[i];
  return r;
}

static Vec operator*(double s, const Vec &a) {
  Vec r(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    r[i] = s * a[i];
  return r;
}

static double dot(const Vec &a, const Vec &b) {
  double s = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    s += a[i] * b[i];
  return s;
}

static Vec slope(const Vec &p, const Vec &y) {
  Vec r(y.size());
  for (std::size_t i = 0; i < y.size(); ++i)
    r[i] = p[i] * std::sin(y[i]) - 0.1 * y[i];
  return r;
}

// CHECK-INPUT: n = 4, steps = 3, p = [0.4, -0.7, 1.1, 0.2]
// CHECK-INPUT: n = 0, steps = 2, p = []
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n]))
double rungeKutta(int n, int steps, const double *p) {
  Vec par(static_cast<std::size_t>(n)), y(static_cast<std::size_t>(n), 0.5);
  for (int i = 0; i < n; ++i)
    par[static_cast<std::size_t>(i)] = p[i];
  const double h = 1.0 / steps;
  for (int s = 0; s < steps; ++s) {
    const Vec k1 = slope(par, y);
    const Vec k2 = slope(par, y + (h / 2) * k1);
    const Vec k3 = slope(par, y + h * k2);
    y += (h / 6) * (k1 + 4.0 * k2 + k3);
  }
  return dot(y, y) + dot(y, par);
}

class Matrix {
public:
  Matrix(int rows, int columns)
      : rows(rows), columns(columns), items(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns)) {}
  double &operator()(int i, int j) { return items[static_cast<std::size_t>(i * columns + j)]; }
  double operator()(int i, int j) const { return items[static_cast<std::size_t>(i * columns + j)]; }
  int rows, columns;

private:
  std::vector<double> items;
};

static Matrix operator*(const Matrix &a, const Matrix &b) {
  Matrix r(a.rows, b.columns);
  for (int i = 0; i < a.rows; ++i)
    for (int j = 0; j < b.columns; ++j) {
      double s = 0;
      for (int k = 0; k < a.columns; ++k)
        s += a(i, k) * b(k, j);
      r(i, j) = s;
    }
  return r;
}

static Matrix operator+(const Matrix &a, const Matrix &b) {
  Matrix r(a.rows, a.columns);
  for (int i = 0; i < a.rows; ++i)
    for (int j = 0; j < a.columns; ++j)
      r(i, j) = a(i, j) + b(i, j);
  return r;
}

static Matrix activate(const Matrix &a) {
  Matrix r(a.rows, a.columns);
  for (int i = 0; i < a.rows; ++i)
    for (int j = 0; j < a.columns; ++j)
      r(i, j) = a(i, j) > 0 ? std::tanh(a(i, j)) : 0.1 * a(i, j);
  return r;
}

static Matrix transposed(const Matrix &a) {
  Matrix r(a.columns, a.rows);
  for (int i = 0; i < a.columns; ++i)
    for (int j = 0; j < a.rows; ++j)
      r(i, j) = a(j, i);
  return r;
}

// The transposed matrix is read across its rows, and the product whole.
// CHECK-INPUT: n = 3, m = 2, w = uniform(-1, 1)[9], x = uniform(-1, 1)[6]
// CHECK-INPUT: n = 2, m = 2, w = uniform(-1, 1)[4], x = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(w[n * n], x[n * m]))
double layers(int n, int m, const double *w, const double *x) {
  Matrix weights(n, n), values(n, m);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      weights(i, j) = w[i * n + j];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      values(i, j) = x[i * m + j];
  const Matrix one = activate(weights * values + values);
  const Matrix two = activate(transposed(weights) * one + values);
  const Matrix three = transposed(two) * two;
  double s = 0;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < m; ++j)
      s += three(i, j) * (i + 1.0);
  return s;
}

// Neighbours, sums of all, elements that are read or changed between the loops, other ranges and directions.
// CHECK-INPUT: n = 6, x = uniform(0.5, 1.5)[6]
// CHECK-INPUT: n = 2, x = [0.7, -0.4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double apart(int n, const double *x) {
  const std::size_t size = static_cast<std::size_t>(n);
  std::vector<double> a(size), b(size), c(size, 1.0), d(size);
  for (int i = 0; i < n; ++i)
    a[static_cast<std::size_t>(i)] = x[i] * x[i];
  for (std::size_t i = 0; i < size; ++i)
    b[i] = a[i] * 0.5;
  for (std::size_t i = 1; i < size; ++i)
    b[i] = a[i - 1] + b[i];
  for (std::size_t i = 1; i < size; ++i)
    a[i] = b[i] * b[i - 1];
  const double first = a[1];
  a[0] = first * 2;
  for (std::size_t i = 0; i < size; ++i)
    c[i] = a[i] * a[size - 1 - i];
  for (std::size_t i = 0; i < size; ++i)
    a[i] = c[i] + first;
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) {
    d[i] = std::exp(0.1 * a[i]);
    sum += d[i];
  }
  for (std::size_t i = 0; i < size; ++i)
    d[i] /= sum;
  std::swap(a, d);
  for (std::size_t i = size; i-- > 0;)
    b[i] = a[i] * c[i];
  for (std::size_t i = size; i-- > 0;)
    c[i] = b[i] + a[0];
  double result = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (c[i] > 100)
      break;
    result += c[i] * d[i];
  }
  for (std::size_t i = 0; i < size; ++i)
    result += b[i] * c[i];
  return result;
}

// In place, through the caller's memory; the second loop sees what the first has left in parts of a row.
// CHECK-INPUT: n = 3, m = 2, x = uniform(-1, 1)[6], y = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n * m], y), of(y[n * m]))
void inPlace(int n, int m, const double *x, double *y) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      y[i * m + j] = y[i * m + j] * x[i * m + j];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      y[i * m + j] += std::sin(y[i * m + j]);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      y[i * m + j] *= y[i * m];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      y[i * m + j] -= 0.5 * y[j];
}
