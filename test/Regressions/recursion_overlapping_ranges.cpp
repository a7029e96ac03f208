// RUN: %numeric %s
// Functions that are not inlined get parts of one array that overlap, and the same pointer twice. Only what a user calls is
// called with separate objects.
#include <pullback/pullback.h>

static void sweep(double* a, double* b, int n) {
  if (n <= 0) return;
  a[1] = a[0] * b[0];
  b[0] *= 3;
  sweep(a + 1, b + 1, n - 1);
}

// CHECK-INPUT: u = uniform(0.5, 2)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u[n]), of(u[n]))
void shifted(double* u, int n) { sweep(u, u + 1, n - 1); }

static void halve(double* a, double* b, int n) {
  if (n <= 0) return;
  *a = *a * *b + 0.1 * *b;
  *b = 0.5 * *a;
  halve(a, b, n - 1);
}

// CHECK-INPUT: u = uniform(0.5, 2)[2], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u[2]), of(u[2]))
void same(double* u, int n) {
  halve(u, u, n);
  halve(u, u + 1, n);
}

static double total(const double* in, double* out, int n) {
  if (n == 0) return 0;
  out[n - 1] = 2 * out[n - 1];
  return in[n - 1] * in[n - 1] + total(in, out, n - 1);
}

// CHECK-INPUT: u = uniform(0.5, 2)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u[n]), of(u[n]))
double read(double* u, int n) { return total(u, u, n); }

// The function that is asked for calls itself in a way in which a user may not call it.
// CHECK-INPUT: a = uniform(0.5, 2)[4], b = uniform(0.5, 2)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n + 1], b[n + 1]), of(a[n + 1], b[n + 1]))
void both(double* a, double* b, int n) {
  if (n <= 0) return;
  a[1] += a[0] * b[0];
  b[0] *= 3;
  b[1] += a[1] * a[0];
  if (n == 3) both(a, a + 1, 2);
  both(a + 1, b + 1, n - 1);
}

static double chain(const double* x, double* work, double* next, int n) {
  if (n == 0) return work[0];
  next[0] = work[0] * x[0];
  return chain(x + 1, next, work, n - 1) + next[0];
}

// CHECK-INPUT: x = uniform(0.5, 2)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double swapped(const double* x, int n) {
  double work[2] = {1, 2};
  const double apart = chain(x, work, work + 1, n);
  return apart + chain(x, work, work, n);
}
