#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], scale), of(y[n - 1]))
double slopes(const double* x, int n, const double* table, const double& scale, double* y) {
  double sum = 0;
  for (int i = 0; i + 1 < n; ++i) {
    y[i] = scale * (x[i + 1] - x[i]);
    sum += y[i] * table[i];
  }
  return sum;
}
