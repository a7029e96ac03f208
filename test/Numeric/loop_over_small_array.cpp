// RUN: %numeric %s
// Short loops over small arrays: the arrays become scalars where all subscripts do, and stay where one does not.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3 * n]))
double turned(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double a[3], b[3];
    for (int c = 0; c < 3; ++c) a[c] = x[3 * i + c] * x[3 * i + c];
    for (int c = 2; c >= 0; --c) b[c] = a[2 - c] + 0.5 * a[c];
    for (int c = 1; c < 3; ++c) b[c] += b[c - 1] * a[c];
    sum += b[0] * b[1] * b[2];
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 2
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 0
PULLBACK(vjp, split, jvp, wrt(x[4]))
double product2x2(const double* x, int n) {
  double m[2][2] = {{1, 0.5}, {-0.5, 1}};
  for (int k = 0; k < n; ++k) {
    double p[2][2];
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j) {
        p[i][j] = 0;
        for (int l = 0; l < 2; ++l) p[i][j] += m[i][l] * x[2 * l + j];
      }
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j) m[i][j] = p[i][j];
  }
  return m[0][0] * m[1][1] + m[0][1] - m[1][0];
}

// A subscript that is not known, an early exit, and a loop that carries what it reads.
// CHECK-INPUT: x = uniform(0.5, 1)[3], which = 0
// CHECK-INPUT: x = uniform(0.5, 1)[3], which = 2
PULLBACK(vjp, split, jvp, wrt(x[3]))
double chosen(const double* x, int which) {
  double a[3], b[3], c[3];
  for (int i = 0; i < 3; ++i) a[i] = x[i] * x[i];
  for (int i = 0; i < 3; ++i) {
    b[i] = x[i];
    if (i == which) break;
  }
  double running = 1;
  for (int i = 0; i < 3; ++i) {
    running *= a[i];
    c[i] = running;
  }
  return a[which] * b[which] + c[0] * c[1] * c[2];
}
