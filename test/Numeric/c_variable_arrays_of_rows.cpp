// RUN: %numeric %s
// Arrays of two and three dimensions whose sizes are computed.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>

static double sum(const double *row, int m) {
  double s = 0;
  for (int j = 0; j < m; j++)
    s += row[j] * row[m - 1 - j];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4
// CHECK-INPUT: x = uniform(0.5, 1.5)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  int m = n + 1;
  double a[n][m], d[2][n][m];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      a[i][j] = x[i] * (j + 1) + (i > 0 ? a[i - 1][j] : 0);
  m = 0;
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < n; i++)
      for (int j = 0; j <= n; j++)
        d[k][i][j] = k == 0 ? a[i][j] * a[i][0] : d[0][i][n - j] * x[i];
  return sum(a[1], n) + sum(d[1][n - 1], n + 1) * d[1][0][0] + m;
}
