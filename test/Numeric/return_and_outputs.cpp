// RUN: %numeric %s
// A return value, a pure output and an in-out parameter at once.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, y = output[4], u = 0.8, k = 1.5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], k), of(y[n]))
double everything(const double* x, int n, double* y, double& u, double k) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    y[i] = x[i] * u;
    u = std::sqrt(u + k * x[i]);
    s += y[i] * u;
  }
  return s;
}

// CHECK-INPUT: x = 0.4, y = output[2], z = 0.5
PULLBACK(vjp, value_and_vjp, split, jvp, of(y, z))
void severalSeeds(double x, double* y, double& z) {
  y[0] = x * x;
  y[1] = 1 / x;
  z = y[0] * x;
}
