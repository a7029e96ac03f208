// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/newton.pullback.cpp %S/Expected/newton.pullback.cpp
// RUN: %bless %t/newton.pullback.h %S/Expected/newton.pullback.h
// RUN: %numeric %s
// A loop with a maximum count and a break.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = 2
// CHECK-TOLERANCE: 1e-9L
PULLBACK(vjp)
double squareRoot(double a) {
  double x = 1 + a / 4;
  for (int k = 0; k < 20; ++k) {
    const double step = (x * x - a) / (2 * x);
    x -= step;
    if (std::abs(step) < 1e-12) break;
  }
  return x;
}
