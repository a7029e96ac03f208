// RUN: %numeric %s
// PULLBACK_RULE(vjp, ...) on a function whose body is not visible.
// CHECK-SOURCE: Inputs/solve.cpp
#include <pullback/pullback.h>

#include "Inputs/solve.h"
// CHECK-INPUT: a = [2, 0.5, -0.3, 1.5], b = uniform(-1, 1)[2], k = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, wrt(a, b, k))
double energy(const double* a, const double* b, double k) {
  double scaledB[2], x[2];
  for (int i = 0; i < 2; ++i) scaledB[i] = b[i] * k;
  solve(a, scaledB, x);
  return x[0] * x[0] + x[1] * k;
}

// CHECK-INPUT: x = 0.3
PULLBACK(vjp, gradient)
double twice(double x) { return special(x) * special(x * x); }
