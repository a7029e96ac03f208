// RUN: %numeric %s
// A pointer to an array that matters or to one that only decides a branch: what it overwrites was read before.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double* x, int n) {
  double own[3] = {x[0], 0.5 * x[0], 0.25};
  double seen[3] = {0.125, 0.25, 0.5};
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    sum += own[i % 3] * x[i];
    if (seen[i % 3] > 0.0)
      sum *= 0.75;
    double* place = i % 2 == 0 ? own : seen;
    place[(i + 1) % 3] = x[i] * sum;
  }
  return sum + own[1] * own[2];
}
