// RUN: %numeric %s
// Work space of the caller: no adjoint, and its content means nothing.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, work = output[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]), scratch(work[n]))
double withWork(const double* x, int n, double* work) {
  for (int i = 0; i < n; ++i) work[i] = x[i] * x[i];
  double s = 0;
  for (int i = 0; i < n; ++i) {
    work[i] *= work[n - 1 - i];
    s += work[i] * x[i];
  }
  return s;
}
