// RUN: %numeric %s
// Neighbouring elements of two arrays, in the order in which g++ 12 -O3 takes their sums for others.
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

// A factor of the elements of complex numbers.
// CHECK-INPUT: x = uniform(0.5, 1.5)[12], k = 0.7, n = 6, y = output[12]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2 * n], k), of(y[2 * n]))
void scale(const double* x, double k, int n, double* y) {
  for (int j = 0; j < n; ++j) {
    y[2 * j] = k * x[2 * j];
    y[2 * j + 1] = k * x[2 * j + 1];
  }
}
// CHECK-INPUT: x = uniform(0.5, 1.5)[18], k = 0.7, n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2 * n], k))
double norm(const double* x, double k, int n) {
  double s = 0;
  for (int j = 0; j < n; ++j) {
    const double a = k * x[2 * j], b = k * x[2 * j + 1];
    s += std::sqrt(a * a + b * b);
  }
  return s;
}
