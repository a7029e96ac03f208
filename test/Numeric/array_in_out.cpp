// RUN: %numeric %s
// In-out arrays: the adjoint comes in as a seed and leaves as a gradient.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, k = 0.4
PULLBACK(vjp, value_and_vjp, split, jvp)
void scaled(double* u, int n, double k) {
  for (int i = 0; i < n; ++i) u[i] = std::sin(u[i]) * k + u[i];
}

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp)
void prefix(double* u, int n) {
  for (int i = 1; i < n; ++i) u[i] += u[i - 1] * u[i];
}

// CHECK-INPUT: u = uniform(-1, 1)[5], x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u, x), of(u))
double listedTwice(double* u, const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    u[i] *= x[i];
    s += u[i] * u[i];
  }
  return s;
}
