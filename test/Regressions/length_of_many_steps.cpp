// RUN: %numeric %s
// The length of an array follows from numbers each of which is used twice: written out, it would double with each step.
#include <cmath>

#include <pullback/pullback.h>

#define STEP(k) k = k / 2 + (k + 1) / 3 + 1
#define STEPS(k) STEP(k); STEP(k); STEP(k); STEP(k); STEP(k); STEP(k); STEP(k); STEP(k)

// CHECK-INPUT: x = 0.7, n = 20
PULLBACK(vjp, value_and_vjp, split, jvp)
double steps(double x, int n) {
  int k = n;
  STEPS(k);
  STEPS(k);
  STEPS(k);
  STEPS(k);
  double s = x;
  for (int i = 0; i < k; ++i)
    s = std::sin(s * s + x);
  return s;
}
