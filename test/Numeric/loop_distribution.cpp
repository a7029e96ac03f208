// RUN: %numeric %s
// Stencils, whose reverse adds to neighbours in a loop for each, and loops that look alike.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[9], n = 9, steps = 4
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3, steps = 2
// CHECK-INPUT: x = uniform(-1, 1)[2], n = 2, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double diffusion(const double* x, int n, int steps) {
  std::vector<double> u(x, x + n), next(n);
  for (int t = 0; t < steps; ++t) {
    next[0] = u[0];
    next[n - 1] = u[n - 1];
    for (int i = 1; i < n - 1; ++i) {
      const double k = 0.1 + 0.05 * u[i] * u[i];
      next[i] = u[i] + k * (u[i + 1] - 2 * u[i] + u[i - 1]);
    }
    std::swap(u, next);
  }
  double sum = 0;
  for (double value : u)
    sum += value * value;
  return sum;
}

// Branches that choose the neighbour, and limits.
// CHECK-INPUT: h = uniform(0.5, 1)[8], q = uniform(-1, 1)[8], n = 8, out = output[8]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(h[n], q[n]), of(out[n]))
void upwind(const double* h, const double* q, int n, double* out) {
  for (int i = 1; i < n - 1; ++i) {
    const double slope = q[i] > 0 ? h[i] - h[i - 1] : h[i + 1] - h[i];
    out[i] = std::max(q[i - 1], q[i + 1]) * slope + std::abs(q[i]) * std::min(h[i - 1], 0.75);
  }
  out[0] = h[0];
  out[n - 1] = q[n - 1];
}

// Rows of a plane.
// CHECK-INPUT: x = uniform(-1, 1)[20], w = 5, rows = 4, y = output[20]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[w * rows]), of(y[w * rows]))
void plane(const double* x, int w, int rows, double* y) {
  for (int i = 0; i < w * rows; ++i)
    y[i] = x[i];
  for (int i = 1; i < rows - 1; ++i)
    for (int j = 1; j < w - 1; ++j)
      y[i * w + j] = x[(i - 1) * w + j] * x[(i + 1) * w + j] + x[i * w + j - 1] - 4 * x[i * w + j] + x[i * w + j + 1];
}

// In place: what an iteration reads the one before has written, and its adjoint may not wait.
// CHECK-INPUT: x = uniform(-1, 1)[7], n = 7, sweeps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inPlace(const double* x, int n, int sweeps) {
  std::vector<double> u(x, x + n);
  for (int t = 0; t < sweeps; ++t)
    for (int i = 1; i < n - 1; ++i)
      u[i] = 0.3 * u[i - 1] + 0.4 * u[i] + 0.3 * u[i + 1];
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += u[i] * u[i] * i;
  return sum;
}

// A sum of the whole beside the neighbours, and one that later iterations use.
// CHECK-INPUT: x = uniform(-1, 1)[7], n = 7, scale = 0.5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], scale))
double scaled(const double* x, int n, double scale) {
  double sum = 0, running = 1;
  for (int i = 1; i < n - 1; ++i)
    sum += scale * (x[i - 1] * x[i] + x[i + 1]);
  for (int i = 1; i < n - 1; ++i)
    running = running * (x[i - 1] + 2 * x[i + 1]) + scale;
  return sum * running;
}
