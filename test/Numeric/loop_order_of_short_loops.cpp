// RUN: %numeric %s
// A short loop of constant length in a loop over saved values.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1.5)[2], y = uniform(0.5, 1.5)[2], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp)
double pairs(const double x[2], const double y[2], int n) {
  double a[2] = {x[0], x[1]}, sum = 0;
  for (int t = 0; t < n; ++t)
    for (int c = 0; c < 2; ++c) {
      a[c] = std::sin(a[c] * y[c] + 0.1 * t);
      sum += a[c] * a[c] * x[1 - c];
    }
  return sum;
}

// Elements that every step changes in place: its reverse stores to what it reads.
// CHECK-INPUT: x = uniform(0.5, 1.5)[12], s = 0.7, n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2 * n], s))
double scaled(const double* x, double s, int n) {
  std::vector<double> a(x, x + 2 * n);
  double sum = 0;
  for (int t = 0; t < n; ++t)
    for (int c = 0; c < 2; ++c) a[2 * t + c] = std::exp(0.1 * a[2 * t + c] * s);
  for (int t = 0; t < 2 * n; ++t) sum += a[t] * a[t];
  return sum;
}
