// RUN: %numeric %s
// Integer members of an adjoint object are never touched; a struct of integers is passive.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

// CHECK-INPUT: c = [1.2, 7, 0.1, -0.2, 0.5, 0.9, 3, 0.4, 0.2, 1.5], n = 2
// CHECK-TOLERANCE: 1e-5L
PULLBACK(vjp, value_and_vjp, split, jvp)
double tuned(Camera* c, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    c[i].id += i;
    c[i].focal *= c[i].k[0] * c[i].id;
    s += c[i].focal * c[i].gain;
  }
  return s;
}
