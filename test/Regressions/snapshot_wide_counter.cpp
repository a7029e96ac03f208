// RUN: %numeric %s
// A loop with snapshots whose counter is as wide as std::size_t, and another type.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 0.4, steps = 9
// CHECK-INPUT: x = 0.4, steps = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double counted(double x, unsigned long long steps) {
  double y = x;
  PULLBACK_CHECKPOINT(2)
  for (unsigned long long t = 0; t < steps; ++t)
    y = std::sin(y * x) + 0.5;
  return y;
}
