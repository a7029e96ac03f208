// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/log_sum_exp.pullback.cpp %S/Expected/log_sum_exp.pullback.cpp
// RUN: %bless %t/log_sum_exp.pullback.h %S/Expected/log_sum_exp.pullback.h
// RUN: %numeric %s
// A selecting reduction, and a value worth keeping.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)[6], n = 6
PULLBACK(vjp, wrt(x[n]))
double lse(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::max(m, x[i]);
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i] - m);
  return std::log(s) + m;
}
