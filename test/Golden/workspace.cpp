// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s --no-heap -- -std=c++17
// RUN: %bless %t/workspace.pullback.cpp %S/Expected/workspace.pullback.cpp
// RUN: %bless %t/workspace.pullback.h %S/Expected/workspace.pullback.h
// RUN: %numeric --workspace %s
// Memory from the caller: one array, two of them, none.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 0.3, r = 3.1, n = 5
PULLBACK(vjp, workspace)
double logistic(double x, double r, int n) {
  for (int k = 0; k < n; ++k) x = r * x * (1 - x);
  return x;
}

// CHECK-INPUT: x = uniform(0, 1)[4], n = 4
PULLBACK(vjp, wrt(x[n]), workspace)
double chain(const double* x, int n) {
  double angle = 0, length = 1;
  for (int i = 0; i < n; ++i) {
    angle = std::sin(angle + x[i]);
    length *= angle;
  }
  return length;
}

// CHECK-INPUT: x = uniform(0, 1)[4], n = 4
PULLBACK(vjp, wrt(x[n]), workspace)
double norm(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) s += x[i] * x[i];
  return s;
}
