// RUN: %numeric %s
// switch with fall-through, default in the middle, return and nested loops.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.5, k = 0
// CHECK-INPUT: x = 1.5, k = 1
// CHECK-INPUT: x = 1.5, k = 2
// CHECK-INPUT: x = 1.5, k = 3
// CHECK-INPUT: x = 1.5, k = 9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double falling(double x, int k) {
  double s = x;
  switch (k) {
  case 0: s *= x;
  case 1: s += x * x; break;
  default: s = s * s * x;
  case 2: s -= 0.5 * x; break;
  case 3: {
    const double t = s * 2;
    return t * t;
  }
  }
  return s * x;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[6], op = [0, 1, 2, 5, 1, 0], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double interpreted(const double* x, const int* op, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    switch (op[i]) {
    case 0: s += x[i]; break;
    case 1: s *= x[i]; continue;
    case 2:
    case 3: s = s * s; break;
    }
    s -= 0.1 * x[i] * s;
  }
  return s;
}
