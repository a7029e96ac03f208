// RUN: %numeric %s
// A length that is a huge number where no branch is taken, m - 1 for m = 0: nothing is saved in an array of that size.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>

// CHECK-INPUT: x = uniform(-2, -1)[4], a = uniform(0.5, 1)[1], n = 4, m = 0
// CHECK-INPUT: x = uniform(-1, 1)[4], a = uniform(0.5, 1)[3], n = 4, m = 3
// CHECK-INPUT: x = uniform(0.5, 1)[4], a = uniform(0.5, 1)[4], n = 4, m = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a[m]))
double steps(const double *x, const double *a, int n, std::size_t m) {
  double s = 0.5;
  for (int i = 0; i < n; ++i)
    if (x[i] > 0)
      for (std::size_t j = 0; j < m - 1; ++j)
        s = std::sin(s * a[j] + x[i] * a[j + 1]);
  return s;
}

// The same with 32 bits, and in triangles.
// CHECK-INPUT: x = uniform(-2, -1)[4], a = uniform(0.5, 1)[1], n = 4, m = 0
// CHECK-INPUT: x = uniform(-1, 1)[4], a = uniform(0.5, 1)[4], n = 4, m = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a[m]))
double triangles(const double *x, const double *a, int n, unsigned m) {
  double s = 0.5;
  for (int i = 0; i < n; ++i)
    if (x[i] > 0)
      for (unsigned j = 0; j < m - 1; ++j)
        for (unsigned k = 0; k < j; ++k)
          s = std::sin(s * a[k] + x[i] * a[j]);
  return s;
}
