// RUN: %numeric %s
// Arrays of arrays that are cleared as a whole: by memset, calloc and new.
#include <pullback/pullback.h>
#include <cstdlib>
#include <cstring>
// CHECK-INPUT: x = uniform(0.1, 0.9)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double f(const double* x, int n) {
  double v[4][3][2], w[4][3];
  double (*rows)[3] = static_cast<double (*)[3]>(std::calloc(n, sizeof *rows));
  double (*more)[3] = new double[n][3]();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 3; ++j) v[i][j][1] = w[i][j] = x[i] * j;
  std::memset(v, 0, sizeof v);
  std::memset(w, 0, n / 2 * sizeof *w);
  for (int i = 0; i < n; ++i) {
    v[i][i % 3][i % 2] += x[i] * x[i];
    rows[i][i % 3] += v[i][i % 3][0] * 2;
    more[n - 1 - i][i % 3] += w[i][1] + x[i];
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 3; ++j) s += (v[i][j][1] + rows[i][j] + more[i][j]) * x[(i + j) % n] + w[i][j];
  std::free(rows);
  delete[] more;
  return s;
}
