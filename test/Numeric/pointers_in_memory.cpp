// RUN: %numeric %s
// Pointers to pointers and arrays of pointers: rows by new[], two arrays chosen by a subscript, a pointer handed out.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double rows(const double *x, int n) {
  double **m = new double *[n];
  for (int i = 0; i < n; ++i) {
    m[i] = new double[n];
    for (int j = 0; j < n; ++j)
      m[i][j] = x[i] * x[j];
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      s += m[i][j] * m[j][i];
  for (int i = 0; i < n; ++i)
    delete[] m[i];
  delete[] m;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double chosen(const double *x, int n) {
  double a[3] = {x[0], x[1], x[2]}, b[3] = {x[3], x[4], x[5]};
  double *p[2] = {a, b};
  double s = 0;
  for (int k = 0; k < 2; ++k)
    for (int i = 0; i < 3; ++i) {
      p[k][i] *= 2;
      s += p[k][i] * p[1 - k][i];
    }
  return s;
}

static void pick(const double *x, int n, const double **out) { *out = n > 3 ? x : x + 1; }
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double picked(const double *x, int n) {
  const double *p;
  pick(x, n, &p);
  return p[0] * p[1];
}
