#include <pullback/pullback.h>

PULLBACK(vjp, wrt(x[4]))
double mean3sq(const double* x) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    const double y = x[i] + 2;
    s += 3 * y * y;
  }
  return s / 4;
}
