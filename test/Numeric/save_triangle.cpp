// RUN: %numeric %s
// Values that are saved in nests whose inner bounds move, and in loops with a shifted bound.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 4
// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 1
// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[16]))
double lower(const double* a, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j) s = std::sin(s * a[i * n + j]) + 1;
  return s;
}

// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[16]))
double downwards(const double* a, int n) {
  double s = 1;
  for (int i = n - 1; i >= 0; --i) {
    for (int j = n - 1; j > i; --j) s = std::sin(s * a[i * n + j]) + 1;
    for (int j = i; j < n; j += 2)
      if (s > 1.2) s *= a[j];
  }
  return s;
}

// Three loops, of which the inner two depend on the outer one.
// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[16]))
double wedge(const double* a, int n) {
  double s = 1;
  for (int j = 0; j < n; ++j)
    for (int i = j + 1; i < n; ++i)
      for (int k = 0; k < j; ++k) s = std::cos(s * a[i * n + k]) * a[j];
  return s;
}

// Every loop depends on the one around it, the product of two counters among the bounds.
// CHECK-INPUT: a = uniform(0.2, 1)[16], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[16]))
double cascade(const double* a, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j)
      for (int k = 0; k <= i * j; ++k) s = std::cos(s * a[i * n + j]) + 0.1 * a[k];
  return s;
}

// Bounds from a list, and one that the loop itself changes.
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 3, start = [0, 2, 2, 6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double rows(const double* x, int n, const int* start) {
  double s = 1;
  int limit = 2;
  for (int i = 0; i < n; ++i) {
    for (int k = start[i]; k < start[i + 1]; ++k) s = std::sin(s * x[k]) + 1;
    for (int k = 0; k < limit; ++k) s = std::cos(s * x[k]);
    if (s > 0.5) ++limit;
  }
  return s;
}

// A loop that is left early inside of a triangle.
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double early(const double* x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j) {
      s = std::sin(s * x[j]) + 1;
      if (s > 1.7) break;
    }
  return s;
}

// A shifted bound, also where the loop does not run.
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 6
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 1
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double shifted(const double* x, int n) {
  double s = 1;
  for (int i = 0; i + 1 < n; ++i) s = std::sin(s * x[i] * x[i + 1]) + 1;
  for (int i = 0; i + 2 <= n; i += 2) s = std::cos(s * x[i + 1]);
  return s;
}

// Steps with two buffers and a shifted bound inside.
// CHECK-INPUT: u0 = uniform(0.2, 1)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u0[n]))
double steps(const double* u0, int n, int steps) {
  std::vector<double> u(n), next(n);
  for (int i = 0; i < n; ++i) u[i] = u0[i];
  for (int t = 0; t < steps; ++t) {
    next[0] = u[0];
    next[n - 1] = u[n - 1];
    for (int i = 1; i + 1 < n; ++i) next[i] = u[i] + 0.1 * u[i] * (u[i + 1] - u[i - 1]);
    for (int i = 0; i < n; ++i) u[i] = next[i];
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += u[i] * u[i] * u[i];
  return s;
}

// The rows shrink or grow, upwards or downwards, with and without the diagonal, or are longer; counters without sign.
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 5
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 2
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 1
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 0
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = -3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[40]))
double shapes(const double* a, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = i + 1; j < n; ++j) s = std::sin(s * a[i * n + j]) + 1;
  for (int i = 0; i < n; ++i)
    for (int j = i; j <= n; ++j) s = std::cos(s * a[i * n + j]) + 1;
  for (int i = n - 1; i >= 0; --i)
    for (int j = i; j >= 0; --j) s = std::sin(s * a[i * n + j]) + 1;
  for (int i = 2; i < n; ++i)
    for (int j = -3; j < i; ++j) s = std::cos(s * a[i * n + j + 3]) + 1;
  for (int i = n; i > 0; --i)
    for (int j = n; j >= i; --j) s = std::sin(s * a[i + n + j]) + 1;
  return s;
}

// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 5
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 1
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[40]))
double sizes(const double* a, std::size_t n) {
  double s = 1;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) s = std::sin(s * a[i * n + j]) + 1;
  for (std::size_t i = 0; i != n; ++i)
    for (std::size_t j = i; j < n; ++j) s = std::cos(s * a[i + j]) + 1;
  return s;
}

// Loops in front of the triangle, between its two, and inside.
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 4, m = 3
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 1, m = 2
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 4, m = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[60]))
double among(const double* a, int n, int m) {
  double s = 1;
  for (int step = 0; step < m; ++step)
    for (int i = 0; i < n; ++i)
      for (int c = 0; c < 2; ++c)
        for (int j = 0; j <= i; ++j)
          for (int d = step; d < 5; d += step + 1) s = std::sin(s * a[i * n + j + c]) + a[d + step];
  for (int c = m; c >= 0; --c)
    for (int i = 1; i < n; ++i)
      for (int d = 0; d < m; ++d)
        for (int j = i; j < n; ++j)
          for (int e = 0; e < 2; ++e) s = std::cos(s * a[i * n + j + d]) + a[c + e];
  return s;
}

// Rows that may be left early, and one that a branch leaves out.
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[40]))
double left(const double* a, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    if (a[i] > 0.7) continue;
    for (int j = 0; j < i; ++j) {
      s = std::sin(s * a[i * n + j]) + 1;
      if (s > 1.9) break;
    }
  }
  return s;
}

// No triangles: rows that are empty at first, that grow by two, by a number that is not known, or are cut off.
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 5, m = 1
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 3, m = 2
// CHECK-INPUT: a = uniform(0.2, 1)[40], n = 4, m = -1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[40]))
double others(const double* a, int n, int m) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 2; j < i; ++j) s = std::sin(s * a[i * n + j]) + 1;
  for (int i = 0; i < n; ++i)
    for (int j = i + 2; j < n; ++j) s = std::cos(s * a[i * n + j]) + 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= 2 * i; ++j) s = std::sin(s * a[i * n + j]) + 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m * i; ++j) s = std::cos(s * a[i * n + j]) + 1;
  for (int i = m; i < n; ++i)
    for (int j = 0; j < i; ++j) s = std::sin(s * a[(i + 1) * n + j]) + 1;
  return s;
}
