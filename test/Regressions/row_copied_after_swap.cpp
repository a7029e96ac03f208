// RUN: %numeric %s
// An element that is copied as a whole is read with all of its members: the size of a row that changes places.
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * n]))
double exchanged(const double *x, int n) {
  std::vector<std::vector<double>> a(n, std::vector<double>(n)), b(n, std::vector<double>(n, 0.25));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a[i][j] = x[i * n + j];
  std::swap(a[1], b[1]);
  for (int j = 0; j < n; ++j)
    a[1][j] *= x[j];
  b[0] = a[1];
  return a[1][0] * b[0][1];
}
