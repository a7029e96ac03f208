// RUN: %numeric %s
// A norm at the origin, guarded by a branch.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: v = [0, 0, 0], k = 2
// CHECK-INPUT: v = [0.3, -0.4, 1.2], k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double guardedNorm(const double* v, double k) {
  const double n = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return n > 0 ? n * k : k * k;
}
