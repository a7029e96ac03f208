// RUN: %numeric %s
// std::array casts away the const that it has added itself: the place that an element begins is written to all the same.
#include <pullback/pullback.h>

#include <array>

// CHECK-INPUT: x = 0.7, n = 2, k = 1, y = output[2]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x), of(y[n]))
void shifted(double x, int n, short k, double* y) {
  std::array<double, 4> a = {x, x * x, 0.5 * x, 2 * x};
  double& element = a[k];
  element += x;
  const double* p = &element;
  for (int i = 0; i < n; ++i) y[i] = p[i] * p[i];
}
