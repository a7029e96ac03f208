// RUN: %numeric %s
// A short loop of constant length in a loop over saved values.
#include <pullback/pullback.h>

#include <cmath>

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
