// RUN: %numeric %s
// CHECK-SOURCE: ../Numeric/Inputs/rule_forms.cpp
// A rule of two sweeps overwrites an array of the function's own, which the second function does not have any more.
#include <pullback/pullback.h>

#include <vector>

#include "../Numeric/Inputs/rule_forms.h"

static double scaled(double* u, int n, double k) {
  const double sum = grow(k, u, n);
  u[0] *= sum;
  return sum;
}

// CHECK-INPUT: x = uniform(0.3, 1)[4], k = 0.6, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], k))
double ofLocal(const double* x, double k, int n) {
  double u[2] = {x[0], x[1]};
  std::vector<double> v(x, x + n);
  double s = grow(k, u, 2) * u[0];
  for (int i = n; i > 0; --i)
    s += scaled(v.data(), i, k * 0.5) * v[i - 1];
  return s * u[1];
}
