// RUN: %numeric %s
// A sum over independent terms.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-2, 2)[4]
// CHECK-INPUT: x = [1, 1, 1, 1]
// CHECK-EXPECT: value result = 27
// CHECK-EXPECT: gradient x = fill(4.5)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double mean3sq(const double* x) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    const double y = x[i] + 2;
    s += 3 * y * y;
  }
  return s / 4;
}
