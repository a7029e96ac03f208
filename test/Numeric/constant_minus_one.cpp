// RUN: %numeric %s
// A product with -1 is a negation, also where a constant of the program, or an element of a small table, is the factor.
#include <pullback/pullback.h>

constexpr double kMinus = -1.0;

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double product(const double* x) {
  return x[0] * -1.0 + kMinus * x[1] * x[1] + x[2] * x[1] * double(-1);
}

// CHECK-INPUT: x = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double alternating(const double* x) {
  const double sign[2] = {-1.0, 1.0};
  double sum = 0.0;
  for (int i = 0; i < 2; ++i)
    sum += sign[i] * x[i];
  return sum;
}
