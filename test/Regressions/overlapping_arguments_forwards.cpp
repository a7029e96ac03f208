// RUN: %numeric %s
// A recursive function that gets parts of one array: the order in which the reverse sweep takes its iterations counts,
// as what one of them adds to through one argument, the next reads through the other.
#include <pullback/pullback.h>
#include <cmath>
void prefix(double* a, double* b, int n, int depth) {
  if (depth == 0) return;
  for (int i = 0; i < n; ++i) b[i] += std::sin(a[i]);
  for (int i = 0; i < n; ++i) b[i] += 3 * a[i];
  prefix(a, b, n, depth - 1);
}
// CHECK-INPUT: x = uniform(0.1, 0.5)[5], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n + 1]))
double f(const double* x, int n) {
  double w[8];
  for (int i = 0; i <= n; ++i) w[i] = x[i] * 1.5;
  prefix(w, w + 1, n, 2);
  double s = 0;
  for (int i = 0; i <= n; ++i) s += w[i] * (i + 1);
  return s;
}
