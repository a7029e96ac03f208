// RUN: %numeric %s
// std::min, max, abs and swap on numbers and integers.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

// CHECK-INPUT: a = 1.3, b = -0.2, n = 4
// CHECK-INPUT: a = -1.3, b = 0.2, n = -4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double helpers(double a, double b, int n) {
  double x = a * a, y = b - a;
  std::swap(x, y);
  const int k = std::min(n, 3) + std::max(n, 1) + std::abs(n);
  return std::min(x, y) * std::max(a, 2.0 * b) + std::abs(y) * k + std::max(std::min(a, 1.0), -1.0) * x;
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double swapped(const double* x) {
  double v[3] = {x[0], x[1] * x[1], x[2]};
  std::swap(v[0], v[2]);
  int i = 1, j = 2;
  std::swap(i, j);
  return v[0] * v[i] - 3 * v[j];
}
