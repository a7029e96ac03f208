// RUN: %numeric %s
// log of a sum of exponentials, the maximum taken out.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

// CHECK-INPUT: n = 12, x = @r("lse_n12", "inputs.x")
// CHECK-EXPECT: value result = @r("lse_n12", "value")
// CHECK-EXPECT: gradient x = @r("lse_n12", "gradients.x")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lse(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::max(m, x[i]);
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i] - m);
  return std::log(s) + m;
}
