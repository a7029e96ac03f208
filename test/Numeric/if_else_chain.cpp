// RUN: %numeric %s
// else-if chains, nested branches, variables assigned in some branches only.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 2.5, b = 0.4
// CHECK-INPUT: a = 1.5, b = 0.4
// CHECK-INPUT: a = 0.5, b = 0.4
// CHECK-INPUT: a = -0.5, b = -0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chain(double a, double b) {
  double r = b;
  double extra;
  if (a > 2) {
    r = a * b;
    extra = r;
  } else if (a > 1) {
    r *= a;
    if (b > 0) r += a * a;
    extra = a;
  } else if (a > 0)
    extra = 1;
  else {
    extra = b * b;
    if (b < 0) {
      r = r * r;
    } else
      r = 0;
  }
  return r * extra + a;
}
