// RUN: %numeric %s

// The number of bytes is computed in a variable, as is what it is computed of.
#include <cstdlib>
#include <cstring>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double squares(const double *x, int n) {
  const size_t count = (size_t)n * 2;
  size_t nbytes = sizeof(double) * count;
  double *d = (double *)malloc((size_t)nbytes);
  memset(d, 0, nbytes);
  for (int i = 0; i < n; ++i)
    d[i + 1] = x[i] * x[i];
  double t = d[0] + d[1] * d[2] + d[n];
  free(d);
  return t;
}
