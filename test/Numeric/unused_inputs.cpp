// RUN: %numeric %s
// An input that does not matter has gradient zero; one that is only sometimes used.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 1.3, b = -0.2, c = 4
// CHECK-INPUT: a = -1.3, b = -0.2, c = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double partly(double a, double b, double c) {
  double unused = b * c;
  unused += 1;
  return a > 0 ? a * b : 3.5;
}

// CHECK-INPUT: a = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double constant(double a) { return 2.0; }

// CHECK-INPUT: a = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double identity(double a) { return a; }
