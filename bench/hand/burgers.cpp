// Every step writes its result beside the last one, so nothing is copied. The adjoint of a step is gathered: each place
// takes what its two neighbours and itself hand back, without a branch.
#include "hand.h"

#include <memory>
#include <utility>

static void stepForward(int n, double courant, double diffusion, const double* __restrict u, double* __restrict next) {
  next[0] = u[0];
  next[n - 1] = u[n - 1];
  for (int i = 1; i + 1 < n; ++i) {
    const double slope = u[i] > 0 ? u[i] - u[i - 1] : u[i + 1] - u[i];
    next[i] = u[i] - courant * u[i] * slope + diffusion * (u[i + 1] - 2 * u[i] + u[i - 1]);
  }
}

static double positive(double x) { return x > 0 ? x : 0; }
static double negative(double x) { return x > 0 ? 0 : x; }

static void stepReverse(int n, double courant, double diffusion, const double* __restrict u,
                        double* __restrict next_bar, double* __restrict u_bar) {
  // The ends are copied, and take no part in the interior's differences.
  const double first = next_bar[0], last = next_bar[n - 1];
  next_bar[0] = next_bar[n - 1] = 0;
  for (int i = 1; i + 1 < n; ++i) {
    const double up = u[i] > 0 ? 2 * u[i] - u[i - 1] : u[i + 1] - 2 * u[i];
    u_bar[i] = next_bar[i] * (1 - 2 * diffusion - courant * up) +
               next_bar[i + 1] * (diffusion + courant * positive(u[i + 1])) +
               next_bar[i - 1] * (diffusion - courant * negative(u[i - 1]));
  }
  u_bar[0] = first;
  u_bar[n - 1] = last;
  if (n < 3) return;
  u_bar[0] += next_bar[1] * (diffusion + courant * positive(u[1]));
  u_bar[n - 1] += next_bar[n - 2] * (diffusion - courant * negative(u[n - 2]));
}

void burgers_hand(const double* __restrict u0, int n, int steps, double dt, double dx, double nu, double result_bar,
                  double* __restrict u0_bar) {
  const double courant = dt / dx, diffusion = nu * dt / (dx * dx);
  const auto at = [n](int step) { return static_cast<std::size_t>(step) * n; };
  const std::unique_ptr<double[]> arena(new double[at(steps + 2)]);
  double* const saved = arena.get(); // u after every step
  double* u_bar = saved + at(steps);
  double* next_bar = saved + at(steps + 1);
  const double* u = u0;
  for (int t = 0; t < steps; ++t) {
    stepForward(n, courant, diffusion, u, saved + at(t));
    u = saved + at(t);
  }
  for (int i = 0; i < n; ++i) u_bar[i] = result_bar * dx * u[i];
  for (int t = steps - 1; t >= 0; --t) {
    std::swap(u_bar, next_bar);
    stepReverse(n, courant, diffusion, t ? saved + at(t - 1) : u0, next_bar, u_bar);
  }
  for (int i = 0; i < n; ++i) u0_bar[i] += u_bar[i];
}
