// RUN: %numeric %s

// A small array that a loop fills anew, of which split keeps the last values, is written again where the loop runs a
// second time in the reverse sweep.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.3, 1)[2], z = uniform(0.3, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2], z))
double f(const double *x, double z) {
  const double v = std::log10(x[0]) * x[1];
  double sum = 0;
  double own[2] = {0.48 * z};
  for (int j = 1; j >= 0; --j) {
    for (int i = 0; i < 2; ++i)
      own[i] = 0.48 * (v * v);
    for (int k = 0; k < 2; ++k)
      sum += own[(k + 1) % 2] * ((z - 1.28) * (own[k] * 0.175));
  }
  return std::erf(sum);
}
