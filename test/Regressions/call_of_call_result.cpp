// RUN: %numeric %s
// The result of a call, a branch or a loop is the argument of a recursive function, and active there.
#include <pullback/pullback.h>

#include <cmath>

double folded(const double* a, int n, double c) {
  if (n <= 0) return c;
  const double below = folded(a, n - 1, 0.5 * std::sin(c));
  return a[n - 1] * below - 0.2 * c;
}

// CHECK-INPUT: x = [0.3, -0.7, 0.4], u = [0.8, 0.6, -1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
void ofCall(const double* x, double* u, int n) { u[1] = folded(x, n, folded(u, n, 0.3)); }

// CHECK-INPUT: x = [0.3, -0.7, 0.4], u = [0.8, 0.6, -1.1], n = 3
// CHECK-INPUT: x = [0.3, -0.7, 0.4], u = [0.8, 0.6, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u))
double ofBranch(const double* x, const double* u, int n) {
  double c = 0.3;
  if (u[2] > 0)
    for (int i = 0; i < n; ++i) c = c * u[i] + 1;
  return folded(x, n, c);
}
