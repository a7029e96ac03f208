#include <pullback/pullback.h>

#include <cmath>

static double deep(const double* x, int n, double scale) {
  if (n == 0)
    return scale;
  return scale * std::sqrt(x[n - 1]) + deep(x, n - 1, scale);
}

PULLBACK(vjp, gradient, wrt(x[n * m]))
double norms(const double* x, int n, int m) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      sum += std::sqrt(x[i * m + j]);
  return sum;
}

PULLBACK(vjp)
double overflow(double x, double y) {
  const double r = x * y;
  return r * r * r;
}

PULLBACK(vjp, jvp, wrt(x[n]))
double roots(const double* x, int n) { return deep(x, n, 3); }
