// RUN: %numeric %s
// A pointer that is seated under a branch.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], first = true
// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], first = false
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chosen(const double* a, const double* b, bool first) {
  const double* p = first ? a : b;
  double s = 0;
  for (int i = 0; i < 3; ++i) s += p[i] * a[i];
  if (s > 0) p = b;
  return s * p[0];
}

// CHECK-INPUT: x = uniform(-1, 1)[2], bias = [], hasBias = false
// CHECK-INPUT: x = uniform(-1, 1)[2], bias = [0.4], hasBias = true
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double optional(const double* x, const double* bias, bool hasBias) {
  const double* b = nullptr;
  if (hasBias) b = bias;
  double s = x[0] * x[1];
  if (b) s += *b * s;
  return b != nullptr ? s * s : s;
}
