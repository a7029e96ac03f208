// RUN: %numeric %s
// Gaussian negative log likelihood: Cholesky in place, log-determinant, quadratic form by forward substitution.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

static void factorise(double* a, int n) {
  for (int j = 0; j < n; ++j) {
    for (int k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
    a[j * n + j] = std::sqrt(a[j * n + j]);
    for (int i = j + 1; i < n; ++i) {
      for (int k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
      a[i * n + j] /= a[j * n + j];
    }
  }
}

// CHECK-INPUT: a = [4, 0, 0, 1, 3, 0, 0.5, -0.3, 2], b = [1, -2, 0.5], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n * n], b[n]))
double cholesky(const double* a, const double* b, int n) {
  std::vector<double> l(n * n), y(n);
  for (int i = 0; i < n * n; ++i) l[i] = a[i];
  factorise(l.data(), n);
  double logDeterminant = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    double s = b[i];
    for (int k = 0; k < i; ++k) s -= l[i * n + k] * y[k];
    y[i] = s / l[i * n + i];
    squares += y[i] * y[i];
    logDeterminant += 2 * std::log(l[i * n + i]);
  }
  return 0.5 * (squares + logDeterminant);
}

// CHECK-INPUT: a = [4, 1, 0.5, 1, 3, -0.3, 0.5, -0.3, 2], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
void factoriseInPlace(double* a, int n) { factorise(a, n); }
