// RUN: %numeric %s
// Outputs whose elements are written once each, and such as only look so: the seed is copied where an element may be
// written again.
#include <pullback/pullback.h>

#include <cstddef>

// CHECK-INPUT: x = uniform(-1, 1)[6], w = uniform(-1, 1)[15], y = zeros[10], batches = 1, steps = 2, n = 3, m = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[batches * steps * n], w[m * n]), of(y))
void layers(const double *x, const double *w, double *y, int batches, int steps, int n, int m) {
  for (int b = 0; b < batches; ++b)
    for (int t = 0; t < steps; ++t) {
      const int row = b * steps + t;
      for (int k = 0; k < m; ++k) {
        double sum = 0;
        for (int i = 0; i < n; ++i)
          sum += x[row * n + i] * w[k * n + i];
        y[row * m + k] = sum;
      }
    }
}

// CHECK-INPUT: x = uniform(-1, 1)[24], y = uniform(-1, 1)[24], l = 2, m = 3, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[l * m * n]), of(y))
void cube(const double *x, double *y, std::size_t l, std::size_t m, std::size_t n) {
  for (std::size_t i = 0; i < l; ++i)
    for (std::size_t j = 0; j < m; ++j)
      for (std::size_t k = 0; k < n; ++k)
        if (x[(i * m + j) * n + k] > 0)
          y[i * m * n + j * n + k] = x[(i * m + j) * n + k] * x[k];
        else
          y[i * m * n + j * n + k] = x[k] * x[j];
}

// CHECK-INPUT: x = uniform(-1, 1)[5], y = uniform(-1, 1)[25], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n * n]))
void triangles(const double *x, double *y, int n) {
  for (int i = 0; i < n; ++i) {
    y[i * n + i] = x[i] * x[i];
    for (int j = 0; j < i; ++j) {
      y[i * n + j] = x[i] * x[j];
      y[j * n + i] = x[i] - x[j] * x[0];
    }
  }
}

// Branches keep gcc 12 from taking rows apart that overlap (docs/correctness.md).
// The pointer moves by one for a row of n: the rows overlap.
// CHECK-INPUT: x = uniform(-1, 1)[4], y = uniform(-1, 1)[7], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[2 * n - 1]))
void overlapping(const double *x, double *y, int n) {
  for (int i = 0; i < n; ++i) {
    double *row = y + i;
    for (int j = 0; j < n; ++j)
      if (x[j] > -2)
        row[j] = x[i] * x[j];
  }
}

// Rows of m elements that lie n apart overlap where n < m.
// CHECK-INPUT: x = uniform(-1, 1)[4], y = uniform(-1, 1)[13], n = 3, m = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[m]), of(y[m * n + 1]))
void closeRows(const double *x, double *y, int n, int m) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < m; ++j)
      if (x[j] > -2)
        y[i * n + j] = x[i] * x[j];
}

// 6 i + 26 j takes each number once for i < 5, and 6 i + 26 j + 2 as well, but they meet.
// CHECK-INPUT: x = uniform(-1, 1)[5], y = uniform(-1, 1)[82], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]), of(y[26 * n + 30]))
void staggered(const double *x, double *y, int n) {
  for (int i = 0; i < 26 * n + 30; ++i)
    y[i] = 0;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < 5; ++i) {
      y[6 * i + 26 * j] = x[i] * x[j];
      y[6 * i + 26 * j + 2] = x[i] + x[j] * x[0];
    }
}

// CHECK-INPUT: x = uniform(-1, 1)[5], y = uniform(-1, 1)[82], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]), of(y[26 * n + 30]))
void staggeredAlone(const double *x, double *y, int n) {
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < 5; ++i) {
      y[6 * i + 26 * j] = x[i] * x[j];
      y[6 * i + 26 * j + 2] = x[i] + x[j] * x[0];
    }
}

// CHECK-INPUT: x = uniform(-1, 1)[4], y = uniform(-1, 1)[8], n = 4, again = 1
// CHECK-INPUT: x = uniform(-1, 1)[4], y = uniform(-1, 1)[8], n = 4, again = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[2 * n]))
void sides(const double *x, double *y, int n, int again) {
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0)
      for (int k = 0; k < 2; ++k)
        y[2 * i + k] = x[i] * x[k];
    else
      for (int k = 1; k >= 0; --k)
        y[2 * i + k] = x[k];
  }
  if (again)
    y[n] = x[0] * x[n - 1];
}

// Two times 2147483648u is 0: all even numbers lead to one element.
// CHECK-INPUT: x = uniform(-1, 1)[6], y = uniform(-1, 1)[1], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[1]))
void wrapped(const double *x, double *y, unsigned n) {
  for (unsigned i = 0; i < n; ++i)
    if (i % 2 == 0)
      y[i * 2147483648u] = x[i] * x[i];
}
