// RUN: %numeric %s
// An in-out scalar that is changed on one path only.
#include <pullback/pullback.h>

// CHECK-INPUT: u = 0.7, k = 0.3
// CHECK-INPUT: u = -0.7, k = 0.3
PULLBACK(vjp, value_and_vjp, split, jvp)
void clamp(double& u, double k) {
  if (u < 0) return;
  u = k * u * u;
  if (u > 0.1) u = 0.1 + k;
}
