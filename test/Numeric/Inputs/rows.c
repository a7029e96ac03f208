#include "rows.h"

#include <pullback/pullback.h>

static double trace(int n, double a[n][n]) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += a[i][i];
  return s;
}

static void multiply(int n, int m, int k, const double a[n][m], const double b[m][k], double c[n][k]) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < k; j++) {
      c[i][j] = 0;
      for (int l = 0; l < m; l++)
        c[i][j] += a[i][l] * b[l][j];
    }
}

static double sum(const double *row, int m) {
  double s = 0;
  for (int j = 0; j < m; j++)
    s += row[j] * row[m - 1 - j];
  return s;
}

static double scaled(int m, double a[][m], int n) {
  m = 1; // after the rows have got their size
  for (int i = 0; i < n; i++)
    a[i][0] *= a[i][2] + m;
  return a[n - 1][0];
}

PULLBACK(vjp, split, jvp, wrt(x[n]))
double rows(const double *x, int n) {
  int m = n + 1;
  double a[n][m], b[m][n], c[n][n], d[2][n][m];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      a[i][j] = x[i] * (j + 1);
      b[j][i] = x[i] * x[j % n] + (i > 0 ? b[j][i - 1] : 0);
    }
  m = 0;
  multiply(n, n + 1, n, a, b, c);
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < n; i++)
      for (int j = 0; j <= n; j++)
        d[k][i][j] = k == 0 ? a[i][j] : d[0][i][n - j] * x[i];
  double s = trace(n, c) * sum(a[1], n) + sum(d[1][n - 1], n + 1);
  return s + scaled(n + 1, d[1], n) * d[1][0][0] + m;
}
