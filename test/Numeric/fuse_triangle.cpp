// RUN: %numeric %s
// Loops that run together with their reverse, with triangles inside of which values are saved, up, down and with a break.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, m = 3, paths = 3
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, m = 5, paths = 2
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, m = 0, paths = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double paths(const double* x, int n, int m, int paths) {
  std::vector<double> u(n);
  double total = 0;
  for (int path = 0; path < paths; ++path) {
    for (int i = 0; i < n; ++i) u[i] = x[i] + 0.1 * path;
    for (int step = 0; step < m; ++step) {
      double drift = 0;
      for (int i = step + 1; i < n; ++i) {
        drift += u[i] * x[i - step - 1];
        u[i] *= std::exp(-0.1 * drift);
      }
    }
    for (int step = m - 1; step >= 0; --step)
      for (int i = n - 1; i > step; --i) u[i] = u[i] * u[i - 1] * u[i];
    total += u[n - 1] * u[n - 1];
  }
  return total;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, paths = 3
PULLBACK(vjp, split, jvp, wrt(x[n]))
double stopped(const double* x, int n, int paths) {
  std::vector<double> u(n);
  double total = 0;
  for (int path = 0; path < paths; ++path) {
    for (int i = 0; i < n; ++i) u[i] = x[i] + 0.2 * path;
    for (int step = 0; step < n; ++step)
      for (int i = step; i < n; ++i) {
        u[i] *= u[step] * x[i];
        if (u[i] > 0.9) break;
      }
    total += u[n - 1] * u[0];
  }
  return total;
}
