// RUN: %numeric %s
// Loops around recursive calls whose seed is known: each call could run with its reverse, in the order of the primal, if
// that order were open to the rest of the reverse iteration.
#include <pullback/pullback.h>

// The adjoint of what is handed on goes through the iterations backwards.
static double horner(const double* x, int n, int depth) {
  if (depth == 0) return x[0];
  double value = x[1];
  for (int i = 0; i < n; ++i) value = 0.5 * value + x[i] * horner(x, n, depth - 1);
  return value;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3, depth = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double handsOn(const double* x, int n, int depth) { return horner(x, n, depth); }

static double sumOfPowers(const double* x, int n, int depth) {
  if (depth == 0) return x[0];
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] * sumOfPowers(x, n, depth - 1);
  return sum;
}

// An adjoint is cleared, where later iterations have added to it.
// CHECK-INPUT: x = uniform(0.5, 1)[3], u = uniform(0.5, 1)[3], k = [0, 1, 1, 0, 2], n = 5, depth = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3], u[3]), of(u[3]))
double overwrites(const double* x, double* u, const int* k, int n, int depth) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += x[i % 3] * u[k[i]] * sumOfPowers(x, 3, depth);
    u[k[i]] = 0.5;
  }
  return sum;
}

// An adjoint is read that later iterations add to.
// CHECK-INPUT: x = uniform(0.5, 1)[3], u = uniform(0.5, 1)[3], k = [0, 1, 2, 0, 1], l = [2, 1, 0, 0, 2], n = 5, depth = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3], u[3]), of(u[3]))
double addsUp(const double* x, double* u, const int* k, const int* l, int n, int depth) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += x[k[i]] * sumOfPowers(x, 3, depth) + u[l[i]];
    u[k[i]] += x[k[i]] * x[l[i]];
  }
  return sum;
}
