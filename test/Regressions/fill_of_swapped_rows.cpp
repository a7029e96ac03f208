// RUN: %numeric %s
// Rows that are swapped, filled and walked over: in each, an offset counts along with the loop.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[5], b = uniform(-1, 1)[6], n = 5, m = 6
// CHECK-INPUT: a = uniform(-1, 1)[1], b = [], n = 1, m = 0
PULLBACK(vjp, gradient, split, jvp)
double timeWarp(const double* a, const double* b, int n, int m) {
  std::vector<double> prev(m + 1, 1e300), cur(m + 1, 1e300);
  prev[0] = 0;
  for (int i = 1; i <= n; i++) {
    std::fill(cur.begin(), cur.end(), 1e300);
    for (int j = 1; j <= m; j++)
      cur[j] = std::fabs(a[i - 1] - b[j - 1]) + std::min(prev[j], cur[j - 1]);
    prev.swap(cur);
  }
  return m > 0 ? prev[m] : a[0];
}

// CHECK-INPUT: a = uniform(-1, 1)[7], b = uniform(-1, 1)[7], n = 7, steps = 3
// CHECK-INPUT: a = uniform(-1, 1)[7], b = uniform(-1, 1)[7], n = 7, steps = 0
PULLBACK(vjp, gradient, split, jvp)
double smooth(const double* a, const double* b, int n, int steps) {
  std::vector<double> x(a, a + n), y(b, b + n);
  double *from = x.data(), *to = y.data();
  for (int k = 0; k < steps; ++k) {
    double* p = to + 1;
    for (double *q = from + 1, *end = from + n - 1; q != end; ++q)
      *p++ += std::sin(q[-1] * q[1]);
    while (p-- > to) *p *= 0.5;
    std::swap(from, to);
  }
  double sum = 0;
  const double* p = steps > 1 ? from : to;
  for (int i = 0; i < n; i += 2) {
    sum += *p * *p;
    p += 2;
    if (i + 2 >= n) break;
  }
  return sum + std::accumulate(from, from + n, 0.0);
}

// CHECK-INPUT: a = uniform(-1, 1)[4], n = 4, steps = 3
PULLBACK(vjp, jvp)
double swappedInside(const double* a, int n, int steps) {
  std::vector<double> x(a, a + n), y(n);
  double *from = x.data(), *to = y.data();
  for (int k = 0; k < steps; ++k)
    for (int j = 0; j <= k; ++j) {
      for (int i = 0; i < n; ++i) to[i] = std::sin(from[i]) + a[i];
      std::swap(from, to);
    }
  return from[0] * from[n - 1];
}
