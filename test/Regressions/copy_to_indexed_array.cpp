// RUN: %numeric %s
// std::copy into an array that is subscripted at run time, also one in a struct.
#include "Inputs/records.h"
#include <algorithm>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[3], k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double f(const double* x, int k) {
  double c[3];
  Node node{};
  std::copy(x, x + 3, c);
  std::copy(c + 1, c + 1 + k, node.w);
  return c[k] * node.w[k - 1] * c[k - 1];
}
