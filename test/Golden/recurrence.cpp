// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/recurrence.pullback.cpp %S/Expected/recurrence.pullback.cpp
// RUN: %bless %t/recurrence.pullback.h %S/Expected/recurrence.pullback.h
// RUN: %numeric %s
// A true recurrence: one buffer of exactly the needed size.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.3, r = 3.2, n = 10
PULLBACK(vjp)
double logistic(double x, double r, int n) {
  for (int k = 0; k < n; ++k) x = r * x * (1 - x);
  return x;
}
