// RUN: %numeric %s
// Enumerations as parameters, in switches and in comparisons.
#include "Inputs/enums.h"
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.5, shape = 0
// CHECK-INPUT: x = 1.5, shape = 1
// CHECK-INPUT: x = 1.5, shape = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double area(double x, Shape shape) {
  switch (shape) {
  case Shape::Circle: return 3.14 * x * x;
  case Shape::Square: return x * x;
  default: return 0.5 * x;
  }
}

// CHECK-INPUT: x = 1.5, mode = 3
// CHECK-INPUT: x = 1.5, mode = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double oldStyle(double x, Mode mode) { return mode == fast ? x * x : x * mode; }
