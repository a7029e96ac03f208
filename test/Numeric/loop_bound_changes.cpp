// RUN: %numeric %s
// A bound that the body changes, and a counter that the body moves.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[10], n = 10
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double moving(const double* x, int n) {
  double s = 1;
  int end = n;
  for (int i = 0; i < end; ++i) {
    s = s * x[i] + 1;
    if (i == 3) end -= 2;
    if (i == 5) ++i;
  }
  return s * end;
}
