// RUN: %numeric %s
// Loops that add to one place again and again, in the primal and in the adjoint, beside other places that may be the same.
#include <pullback/pullback.h>

// Pairs: the adjoint of i is added to in every pair, perhaps also as that of j.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, start = [0, 3, 3, 5, 6], other = [1, 2, 0, 2, 3, 0]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double pairs(const double* x, int n, const int* start, const int* other) {
  double energy = 0;
  for (int i = 0; i < n; ++i)
    for (int k = start[i]; k < start[i + 1]; ++k) {
      const double d = x[i] - x[other[k]];
      if (d > 0.5) continue;
      energy += d * d * x[i];
    }
  return energy;
}

// Sums of the primal keep their bits; one of them is read on the way, one meets another.
// CHECK-INPUT: y = uniform(-1, 1)[4], x = uniform(-1, 1)[4], n = 4
// CHECK-INPUT: y = uniform(-1, 1)[4], x = uniform(-1, 1)[4], n = 0
PULLBACK(vjp, split, jvp, wrt(y[4], x[4]), of(y[4]))
void sums(double* y, const double* x, int n) {
  for (int k = 0; k < n; ++k) y[1] += x[k] * x[k];
  for (int k = 0; k < n; ++k) {
    y[2] += x[k] * y[3];
    y[3] -= x[k] * y[2];
  }
  for (int i = 0; i < n; ++i)
    for (int k = 0; k <= i; ++k) y[i] += y[k] * x[i];
  for (int i = 0; i + 1 < n; ++i)
    for (int k = 0; k < 2; ++k) {
      y[i] += x[i] * x[k];
      y[i + 1] += x[i] * y[i];
    }
}

// No length is known, and the last places are never reached.
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, jvp, wrt(x))
double triangle(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i <= n; ++i)
    for (int k = 0; k < n - i; ++k) sum += x[i] * x[k] * x[k];
  return sum;
}
