// RUN: %numeric %s
// Reference parameters of every kind, and local references.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.3, y = 1.1
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void pureOutput(const double& a, double& y) { y = a * a * a; }

// CHECK-INPUT: a = 0.3, u = 1.1
PULLBACK(vjp, value_and_vjp, split, jvp)
double inOut(double a, double& u) {
  const double old = u;
  u = a * old;
  return old * old + u;
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp)
void throughLocalReference(double* x) {
  double& first = x[0];
  const double& last = x[2];
  first = first * last;
  x[2] = first + last;
}
