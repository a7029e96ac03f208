// RUN: %numeric %s
// A non-const pointer in wrt alone is an input; a passive pointer that the primal writes ends as the primal leaves it.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double onlyRead(double* x) { return x[0] * x[1] * x[2]; }

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, count = [5, 6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double counting(const double* x, int n, int* count) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (x[i] > 0.7) {
      s += x[i] * x[i] * count[1];
      ++count[0];
    } else
      count[1] = i;
  return s;
}
