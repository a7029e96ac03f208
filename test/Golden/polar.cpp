// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/polar.pullback.cpp %S/Expected/polar.pullback.cpp
// RUN: %bless %t/polar.pullback.h %S/Expected/polar.pullback.h
// RUN: %numeric %s
// Outputs with a seed vector, a branch, a pole.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 1.2, y = -0.4, out = output[2]
PULLBACK(vjp, of(out[2]))
void polar(double x, double y, double* out) {
  out[0] = std::hypot(x, y);
  out[1] = out[0] > 1 ? std::atan2(y, x) : y;
}
