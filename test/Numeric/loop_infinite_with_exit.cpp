// RUN: %numeric %s
// for (;;) and while (true), left by break and return.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.8
// CHECK-INPUT: a = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double forever(double a) {
  double s = a;
  for (;;) {
    s *= a;
    if (s < 0.2) break;
    if (s > 50) return s * a;
  }
  int k = 0;
  while (true) {
    s += a;
    if (++k == 3) return s * s;
  }
}
