// RUN: %numeric %s
// A loop with snapshots in a called function reads an array that its caller overwrites afterwards.
#include <pullback/pullback.h>
#include <cmath>
void steps(double &a, const double (&c)[3], int n, int depth) {
  double v = a;
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < n; ++t) v = std::sin(v) * c[t % 3] + 0.1;
  a = v;
  if (depth > 0) steps(a, c, n, depth - 1);
}
// CHECK-INPUT: x = 0.7, y = 0.4, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x, y))
double f(double x, double y, int n) {
  double k[3] = {x, y, x * y};
  steps(x, k, n, 1);
  k[n - 2] *= x;
  k[n - 3] = 3;
  double s = x * y;
  for (int i = 0; i < n; ++i) s += k[i] * k[i];
  return s;
}
