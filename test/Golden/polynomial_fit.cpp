// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/polynomial_fit.pullback.cpp %S/Expected/polynomial_fit.pullback.cpp
// RUN: %bless %t/polynomial_fit.pullback.h %S/Expected/polynomial_fit.pullback.h
// RUN: %numeric %s
// An inactive recurrence that is stepped along in forward order.
#include <pullback/pullback.h>

// CHECK-INPUT: c = uniform(-1, 1)[4], m = 4, t = uniform(-1, 1)[6], y = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, wrt(c[m]))
double fit(const double* c, int m, const double* t, const double* y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double r = y[i];
    double power = 1;
    for (int j = 0; j < m; ++j) {
      r -= c[j] * power;
      power *= t[i];
    }
    sum += r * r;
  }
  return sum / 2;
}
