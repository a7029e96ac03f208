// RUN: %numeric %s
// What one recursive call returns is the argument of the next.
#include <pullback/pullback.h>

double descend(double x, double* level, int n) {
  level[n] += x;
  if (n == 0) return x * level[1];
  const double r = descend(x * 0.5, level, n - 1);
  level[n] *= r;
  return r + descend(r, level, n - 1) * level[n];
}

// CHECK-INPUT: x = uniform(0.5, 1), level = uniform(0.5, 1)[3], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
double twice(double x, double* level, int n) { return descend(x, level, n); }

double halve(double x) { return x > 1 ? halve(x / 2) * x : x; }

// CHECK-INPUT: x = 2.6, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double behindLoopAndBranch(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i) s += 0.5 * x;
  double r;
  if (s > 4) r = s * x;
  else r = s + x;
  return halve(s) + halve(r);
}
