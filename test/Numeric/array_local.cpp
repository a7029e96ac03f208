// RUN: %numeric %s
// Local arrays: filled, overwritten in place, indexed by data, initialised partly.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double local(const double* x) {
  double a[6] = {x[0], x[1]};
  double b[3];
  for (int i = 0; i < 3; ++i) b[i] = x[i] * x[2 - i];
  for (int i = 2; i < 6; ++i) a[i] = a[i - 1] * a[i - 2] + b[i % 3];
  for (int i = 0; i < 6; ++i) a[i] *= a[5 - i];
  b[1] += a[4];
  return a[0] * b[1] + a[5] + b[2];
}

// CHECK-INPUT: x = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double matrix(const double* x) {
  double m[2][2] = {{x[0], x[1]}, {x[2], x[3]}}, p[2][2] = {{1, 0}, {0, 1}};
  for (int k = 0; k < 3; ++k) {
    double q[2][2] = {};
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j)
        for (int l = 0; l < 2; ++l) q[i][j] += p[i][l] * m[l][j];
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j) p[i][j] = q[i][j];
  }
  return p[0][0] * p[1][1] - p[0][1];
}
