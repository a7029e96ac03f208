// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/rows.pullback.cpp %S/Expected/rows.pullback.cpp
// RUN: %numeric %s
// Rows of an array: with the name that the user gave, or one of our own.
#include <pullback/pullback.h>

#include <cmath>

inline double distance(const double* a, const double* b) {
  const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
  return std::sqrt(x * x + y * y + z * z);
}

// CHECK-INPUT: points = uniform(0, 2)[12], n = 4
PULLBACK(vjp, wrt(points[3 * n]))
double length(const double* points, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; ++i) s += distance(points + 3 * i, points + 3 * (i + 1));
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[6], x = uniform(-1, 1)[3], m = 2, n = 3
PULLBACK(vjp, wrt(a[m * n], x[n]))
double energy(const double* a, const double* x, int m, int n) {
  double s = 0;
  for (int i = 0; i < m; ++i) {
    const double* row = a + i * n;
    double y = 0;
    for (int j = 0; j < n; ++j) y += row[j] * x[j];
    s += y * y;
  }
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, wrt(x[n]))
double roughness(const double* x, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const double* p = x + i;
    s += (p[1] - p[0]) * (p[1] - p[0]);
  }
  return s;
}
