// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/in_place.pullback.cpp %S/Expected/in_place.pullback.cpp
// RUN: %bless %t/in_place.pullback.h %S/Expected/in_place.pullback.h
// RUN: %numeric %s
// An in-out array: the adjoint is seed and gradient at once.
#include <pullback/pullback.h>

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, k = 0.4
PULLBACK(vjp)
void relax(double* u, int n, double k) {
  for (int i = 1; i < n; ++i) u[i] = u[i - 1] * u[i] + k;
}
