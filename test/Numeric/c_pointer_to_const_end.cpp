// RUN: %numeric %s
// C compares a pointer with one to const.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>

typedef struct {
  double r, i;
} number;

static void twist(number *out, const double *x, int m, double w) {
  number *const begin = out;
  const number *end = out + m;
  do {
    out->r = *x * w;
    out->i = *x - w;
    ++x;
  } while (++out != end);
  out = begin;
  while (out < end) {
    out->r *= out->i;
    out += 2;
  }
}

static double chosen(const double *x, double *y, int n) {
  const double *p = n > 3 ? y : x;
  double s = 0;
  for (const double *q = p; q != y + n && q != x + n; ++q)
    s += *q * *p;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6, w = 0.75
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], w))
double f(const double *x, int n, double w) {
  number a[6];
  twist(a, x, n, w);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i].r * a[n - 1 - i].i;
  double y[6];
  for (int i = 0; i < n; ++i)
    y[i] = x[i] * w;
  return s + chosen(x, y, n) + chosen(x, y, 2);
}
