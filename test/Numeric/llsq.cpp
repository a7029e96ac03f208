// RUN: %numeric %s
// Least-squares fit of the sign function by a polynomial, powers accumulated in the inner loop.
#include <pullback/pullback.h>

// CHECK-INPUT: n = 15, m = 5, x = @r("llsq_n15_m5", "inputs.x")
// CHECK-EXPECT: value result = @r("llsq_n15_m5", "value")
// CHECK-EXPECT: gradient x = @r("llsq_n15_m5", "gradients.x")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[m]))
double llsq(int n, int m, const double* x) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double t = -1 + i * 2.0 / (n - 1);
    double r = t > 0 ? 1 : -1;
    double power = 1;
    for (int j = 0; j < m; ++j) {
      r -= x[j] * power;
      power *= t;
    }
    sum += r * r;
  }
  return sum / 2;
}
