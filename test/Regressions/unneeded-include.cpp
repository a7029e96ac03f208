// RUN: %numeric %s
// A header of which generated code uses nothing is not included: a type alias of an inlined callee's parameter is nothing.
// RUN: pullback %s -o - | FileCheck %s --implicit-check-not=Inputs
#include "Inputs/short_vectors.h"
#include <pullback/pullback.h>

// CHECK: void shortened_vjp(
// CHECK-INPUT: x = [1.0, 2.0, 3.0], theta = 0.5
PULLBACK(vjp)
double shortened(const double* x, double theta) {
  short_vector e = {x[0] * theta, x[1], x[2]};
  return short_dot(e, e) * theta;
}
