// RUN: %numeric %s
// Burgers' equation by finite differences in place: two buffers that change places after every step.
#include <pullback/pullback.h>

#include <utility>
#include <vector>

// CHECK-INPUT: u0 = uniform(0.2, 1)[8], n = 8, steps = 5, dt = 0.02, dx = 0.125, nu = 0.05
// CHECK-INPUT: u0 = uniform(0.2, 1)[8], n = 8, steps = 0, dt = 0.02, dx = 0.125, nu = 0.05
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u0[n]))
double burgers(const double* u0, int n, int steps, double dt, double dx, double nu) {
  std::vector<double> a(n), b(n);
  double* u = a.data();
  double* next = b.data();
  for (int i = 0; i < n; ++i) u[i] = u0[i];
  for (int t = 0; t < steps; ++t) {
    next[0] = u[0];
    next[n - 1] = u[n - 1];
    for (int i = 1; i + 1 < n; ++i) {
      const double slope = u[i] > 0 ? u[i] - u[i - 1] : u[i + 1] - u[i];
      next[i] = u[i] - dt / dx * u[i] * slope + nu * dt / (dx * dx) * (u[i + 1] - 2 * u[i] + u[i - 1]);
    }
    std::swap(u, next);
  }
  double energy = 0;
  for (int i = 0; i < n; ++i) energy += 0.5 * u[i] * u[i] * dx;
  return energy;
}
