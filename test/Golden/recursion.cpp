// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/recursion.pullback.cpp %S/Expected/recursion.pullback.cpp
// RUN: %bless %t/recursion.pullback.h %S/Expected/recursion.pullback.h
// RUN: %numeric %s
// A recursive function: a record of saved values for every call.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.2, n = 5
PULLBACK(vjp)
double power(double x, int n) {
  if (n == 0) return 1;
  if (n % 2) return x * power(x, n - 1);
  const double h = power(x, n / 2);
  return h * h;
}
