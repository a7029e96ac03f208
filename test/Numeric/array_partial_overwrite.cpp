// RUN: %numeric %s
// Some elements are overwritten, some keep their value, decided at run time.
#include <pullback/pullback.h>

// CHECK-INPUT: u = uniform(-1, 1)[6], n = 6, k = 0.4
PULLBACK(vjp, value_and_vjp, split, jvp)
void clipped(double* u, int n, double k) {
  for (int i = 0; i < n; ++i)
    if (u[i] < 0) u[i] = k * u[i] * u[i];
    else if (u[i] > 0.5) u[i] = k;
}

// CHECK-INPUT: u = uniform(-1, 1)[6], index = [3, 1, 3, 0, 3], m = 5, x = uniform(-1, 1)[5]
PULLBACK(vjp, value_and_vjp, split, jvp)
void scattered(double* u, const int* index, int m, const double* x) {
  for (int j = 0; j < m; ++j) u[index[j]] = u[index[j]] * x[j] + u[0];
}
