// RUN: %numeric %s
// Pointers to a variable or to nothing, which are carried before they are compared.

#include <pullback/pullback.h>

struct Curve {
  double slope;
};
struct Helper {
  const Curve *curve = nullptr;
};

// CHECK-INPUT: x = 0.7, n = 4
// CHECK-INPUT: x = 0.7, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double compared_later(double x, int n) {
  const Curve curve{x};
  Helper all[4];
  all[1].curve = &curve;
  const Curve *last = all[0].curve;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += last == &curve ? x * curve.slope : 3 * x;
    last = all[i].curve;
  }
  return last ? sum * last->slope : sum;
}
