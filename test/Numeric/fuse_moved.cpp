// RUN: %numeric %s
// Loops that could run with their reverse, at the end, but for what they write to passive memory.
#include <pullback/pullback.h>

#include <cmath>

// It is read before the reverse sweep begins.
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, order = [7, 7, 7, 7]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double readAfterwards(const double* x, int n, int* order) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    order[i] = 3 * i + 2;
    s += std::sin(x[i]) * x[i];
  }
  return s * order[1];
}

// The outer loop writes it again and again, and runs backwards in the reverse sweep.
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, order = [1, 2, 3, 4], y = uniform(0, 1)[12]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[12]))
double writtenInNest(const double* x, int n, int* order, double* y) {
  double v = 1;
  for (int t = 0; t < 3; ++t) {
    for (int i = 0; i < n; ++i) {
      order[i] = (order[i] * 3 + t) % 7;
      y[t * n + i] = std::sin(x[i] * v) * order[i];
    }
    v = std::sin(v) + x[t] * v;
  }
  return v;
}
