// RUN: %numeric %s
// A recursive function gets arrays of arrays that generated code holds in vectors.
#include <pullback/pullback.h>

static double go(double (*w)[4], int n) {
  if (n == 0)
    return w[0][1];
  w[n][2] *= w[n - 1][1];
  return go(w, n - 1) * w[n][2];
}

// CHECK-INPUT: x = [0.3, 0.4, 0.5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double onTheHeap(const double* x) {
  double (*w)[4] = new double[3][4];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 4; ++j)
      w[i][j] = x[i] + j;
  const double r = go(w, 2) + w[1][2];
  delete[] w;
  return r;
}

// CHECK-INPUT: x = [0.3, 0.4, 0.5, 0.6], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double ofAnyLength(const double* x, int n) {
  double (*w)[4] = new double[n][4];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 4; ++j)
      w[i][j] = x[i] + j;
  double r = 0;
  for (int k = 1; k < n; ++k)
    r += go(w + k - 1, 1) * w[k][k % 4];
  delete[] w;
  return r;
}

static double along(double (&row)[4], int n) {
  if (n == 0)
    return row[0];
  row[n] *= row[n - 1];
  return along(row, n - 1) * row[n];
}

// CHECK-INPUT: x = [0.3, 0.4, 0.5, 0.6], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double byReference(const double* x, int n) {
  double (*w)[4] = new double[n][4];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 4; ++j)
      w[i][j] = x[i] + j;
  double r = 0;
  for (int i = 0; i < n; ++i)
    r += along(w[i], 2);
  delete[] w;
  return r;
}

// CHECK-INPUT: x = [0.3, 0.4, 0.5, 0.6], n = 4
// CHECK-INPUT: x = [0.3, 0.4], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chosen(const double* x, int n) {
  double (*w)[4] = new double[n][4]();
  double (*o)[4] = new double[n][4]();
  for (int i = 0; i < n; ++i) {
    w[i][1] = w[i][2] = x[i];
    o[i][1] = o[i][2] = x[i] * x[i];
  }
  double (*one)[4] = n > 2 ? w : o;
  const double r = go(one, n - 1) + o[1][2] + go(o, 1);
  delete[] w;
  delete[] o;
  return r;
}
