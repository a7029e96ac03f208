#include <pullback/pullback.h>

// The logistic map, whose derivative doubles in every step; from some thirty steps on no difference sees it.
PULLBACK(vjp, jvp)
double logistic(double x, double r, int n) {
  for (int i = 0; i < n; ++i)
    x = r * x * (1 - x);
  return x;
}
