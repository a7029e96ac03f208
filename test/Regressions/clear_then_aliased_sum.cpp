// RUN: %numeric %s
// An adjoint that is cleared and added to again, with an accumulation in between that may mean the same element.
#include <pullback/pullback.h>

// CHECK-INPUT: x = [-0.265225, -0.829673, -0.227889, -0.874497], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n + 1]))
double f(const double* x, int n) {
  double c[4] = {x[0], x[1]};
  double sum = 0;
  for (int i = 1; i < n; ++i) {
    sum += c[i - 1] * c[i - 1];
    if (x[i] > c[i])
      c[i] = c[i - 1] * c[i];
    c[i - 1] = c[1] * x[i];
  }
  return sum + c[1];
}
