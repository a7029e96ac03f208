// RUN: %numeric %s

// A pointer that walks from one row of an array into the next reaches elements that the array's own subscripts name.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 12
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double filled(const double *x, int n) {
  double a[4][3] = {};
  double *p = &a[0][0], s = 0;
  for (int k = 1; k < n; ++k) {
    p[k] = x[k];
    s += a[1][0];
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 11
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double filled_ahead(const double *x, int n) {
  double a[4][3] = {};
  double *p = &a[0][0], s = 0;
  for (int k = 0; k < n; ++k) {
    p[k + 1] = x[k];
    s += a[0][0] * x[1] + a[1][0] * x[2] + a[k / 3][k % 3] * x[3];
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[9]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[9]))
double scaled_in_place(const double *x) {
  double a[3][3];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      a[i][j] = x[3 * i + j];
  double *p = &a[0][0];
  for (int k = 1; k < 9; ++k)
    p[k] *= p[k - 1] * a[1][0];
  return a[0][2] + a[1][1] * a[2][2];
}
