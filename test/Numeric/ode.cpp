// RUN: %numeric %s
// Classical Runge-Kutta from 0 to 2 for y' = (x0, x1 y0, x2 y1, ...), y(0) = 0.
#include <pullback/pullback.h>

#include <vector>

static void slope(int n, const double* x, const double* y, double* dy) {
  dy[0] = x[0];
  for (int i = 1; i < n; ++i) dy[i] = x[i] * y[i - 1];
}

// CHECK-INPUT: n = 6, s = 10, x = @r("ode_n6_s10", "inputs.x"), y = output[6]
// CHECK-EXPECT: value y = @r("ode_n6_s10", "value")
// CHECK-EXPECT: seed y = @r("ode_n6_s10", "seed")
// CHECK-EXPECT: gradient x = @r("ode_n6_s10", "gradients.x")
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void ode(int n, int s, const double* x, double* y) {
  std::vector<double> k1(n), k2(n), k3(n), k4(n), stage(n);
  const double h = 2.0 / s;
  for (int i = 0; i < n; ++i) y[i] = 0;
  for (int step = 0; step < s; ++step) {
    slope(n, x, y, k1.data());
    for (int i = 0; i < n; ++i) stage[i] = y[i] + h / 2 * k1[i];
    slope(n, x, stage.data(), k2.data());
    for (int i = 0; i < n; ++i) stage[i] = y[i] + h / 2 * k2[i];
    slope(n, x, stage.data(), k3.data());
    for (int i = 0; i < n; ++i) stage[i] = y[i] + h * k3[i];
    slope(n, x, stage.data(), k4.data());
    for (int i = 0; i < n; ++i) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
}
