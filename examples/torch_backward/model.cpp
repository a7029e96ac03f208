#include "model.h"

#include <pullback/pullback.h>

PULLBACK(vjp, split, wrt(x[n]), of(z[n]))
void computeZ(const double* x, int n, double* z) {
  for (int i = 0; i < n; ++i) {
    const double y = x[i] + 2;
    z[i] = 3 * y * y;
  }
}

PULLBACK(vjp, wrt(x[n]))
double meanOfZ(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double y = x[i] + 2;
    s += 3 * y * y;
  }
  return s / n;
}
