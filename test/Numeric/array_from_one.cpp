// RUN: %numeric %s
// Arrays that are numbered from 1: a pointer to what is in front of the first element.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(1, 2)[4], n = 4, work = output[8]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]), scratch(work[8]))
double f(const double *x, int n, double *work) {
  --work;
  --x;
  double s = 0;
  work[1] = x[1];
  for (int t = 1; t <= 3; ++t) {
    for (int k = 2; k <= n; ++k)
      work[k] = x[k] * work[k - 1] + t;
    for (int k = 1; k <= n; ++k)
      work[k + 4] = work[k] * work[k];
    work[1] = work[8] * work[6];
  }
  for (int k = 1; k <= n; ++k)
    s += work[k + 4];
  return s;
}

// A counter without sign, with which elements in front of the pointer are reached.
// CHECK-INPUT: x = uniform(1, 2)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double backwards(const double *x, int n) {
  const double *middle = x + 3;
  double s = 0;
  for (unsigned k = 0; k < 3; ++k)
    s += (middle - 2)[k] * (middle - 1)[k] * middle[k];
  return s;
}

static double walk(const double *p, unsigned u, int depth) {
  if (depth == 0)
    return (p - 1)[static_cast<long>(u)] * (p - 2)[static_cast<long>(u) + 1];
  return walk(p + 1, u, depth - 1) * (p - 1)[static_cast<long>(u)] + (p - 1)[static_cast<long>(u + 1)];
}

// The counter without sign is 0, and the element in front of the pointer is meant.
// CHECK-INPUT: x = uniform(0.5, 1.5)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[9]))
double before(const double *x, int n) { return walk(x + 2, 0, n); }
