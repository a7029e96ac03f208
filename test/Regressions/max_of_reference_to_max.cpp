// RUN: %numeric %s
// std::max gives a reference: to one of two objects whose tangents differ in const.
#include <pullback/pullback.h>

#include <algorithm>

// CHECK-INPUT: x = [0.2, -0.7], a = 1.3
// CHECK-INPUT: x = [0.9, 1.7], a = -0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2], a))
double largest(const double* x, double a) {
  for (int i = 0; i < 2; ++i) a = a * x[i];
  return std::max(x[0] + 1, std::max(x[1], a));
}
