// RUN: %numeric %s
// Parameters that nests of loops read as a whole and that are overwritten afterwards: kept as far as a loop goes over them.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// Bodies that attract each other, moved in place.
// CHECK-INPUT: x = uniform(-1, 1)[4], y = uniform(-1, 1)[4], vx = uniform(-1, 1)[4], vy = uniform(-1, 1)[4], m = uniform(1, 2)[4], n = 4, steps = 3
// CHECK-INPUT: x = uniform(-1, 1)[1], y = uniform(-1, 1)[1], vx = uniform(-1, 1)[1], vy = uniform(-1, 1)[1], m = uniform(1, 2)[1], n = 1, steps = 2
// CHECK-INPUT: x = [], y = [], vx = [], vy = [], m = [], n = -2, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
void attract(double* x, double* y, double* vx, double* vy, const double* m, int n, int steps) {
  for (int s = 0; s < steps; ++s) {
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        if (i == j) continue;
        const double dx = x[j] - x[i], dy = y[j] - y[i], r2 = dx * dx + dy * dy + 0.1;
        vx[i] += 0.01 * m[j] * dx / (r2 * std::sqrt(r2));
        vy[i] += 0.01 * m[j] * dy / (r2 * std::sqrt(r2));
      }
    for (int i = 0; i < n; ++i) {
      x[i] += 0.01 * vx[i];
      y[i] += 0.01 * vy[i];
    }
  }
}

// A stencil between two buffers of the caller: no loop goes over the ends, but the neighbours do.
// CHECK-INPUT: u = uniform(-1, 1)[6], next = uniform(-1, 1)[6], n = 6, steps = 3
// CHECK-INPUT: u = uniform(-1, 1)[3], next = uniform(-1, 1)[3], n = 3, steps = 2
// CHECK-INPUT: u = [], next = [], n = 2, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
void diffuse(double* u, double* next, int n, int steps) {
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n - 1; ++i)
      next[i] = u[i] + 0.1 * u[i] * u[i + 1] * (u[i - 1] - 2 * u[i] + u[i + 1]);
    for (int i = 1; i < n - 1; ++i) u[i] = next[i];
  }
}

// The outer loop may not run, and then there may be no elements.
// CHECK-INPUT: x = uniform(-1, 1)[3], w = uniform(-1, 1)[6], n = 3, m = 2
// CHECK-INPUT: x = [], w = [], n = 3, m = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
double rectangle(double* x, const double* w, int n, int m) {
  double sum = 0;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) sum += std::sin(w[i * n + j] * x[j]) * x[j];
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) x[j] *= sum;
  return sum;
}

// What is read goes beyond what the other loop writes.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 4
// CHECK-INPUT: x = uniform(-1, 1)[2], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
double beyond(double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n + 2; ++i)
    for (int j = 0; j < n + 2; ++j) sum += std::sin(x[i] * x[j]);
  for (int i = 0; i < n; ++i) x[i] *= sum;
  return sum;
}

// Nothing but a branch goes over the array.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, m = 2, all = 0
// CHECK-INPUT: x = uniform(-1, 1)[2], n = 4, m = 2, all = 0
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, m = 2, all = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double branch(double* x, int n, int m, int all) {
  double sum = 0;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j)
      if (j < m || all) sum += std::sin(x[i] * x[j]);
  if (all)
    for (int i = 0; i < n; ++i) x[i] *= sum;
  for (int i = 0; i < m; ++i) x[i] *= 2;
  return sum;
}

// Counted from one: there is no first element.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double fromOne(double* x, int n) {
  double* const one = x + 1;
  double sum = 0;
  for (int i = 1; i <= n; ++i)
    for (int j = 1; j <= n; ++j) sum += std::sin(one[i - 1] * x[j]);
  for (int i = 1; i <= n; ++i) x[i] *= sum;
  return sum;
}

// A loop that may end early is none that goes over the array in any case.
// CHECK-INPUT: x = [0.5, 0.25, -1, 3], n = 4
// CHECK-INPUT: x = [-1, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double untilNegative(double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) break;
    for (int j = 0; j <= i; ++j) sum += std::sin(x[i] * x[j]);
  }
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) break;
    x[i] *= sum;
  }
  return sum;
}

// The length is the vector's own.
// CHECK-INPUT: x = uniform(-1, 1)[4], steps = 3
// CHECK-INPUT: x = [], steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
void couple(std::vector<double>& x, int steps) {
  const int n = static_cast<int>(x.size());
  for (int s = 0; s < steps; ++s) {
    double energy = 0;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) energy += std::sin(x[i] - x[j]) * x[j];
    for (int i = 0; i < n; ++i) x[i] += 0.1 * std::cos(x[i]) * energy;
  }
}

// The loop that goes over the array keeps something itself.
// CHECK-INPUT: u = uniform(-1, 1)[6], y = uniform(-1, 1)[4], n = 4
// CHECK-INPUT: u = uniform(-1, 1)[2], y = [], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
void late(double* u, double* y, int n) {
  for (int i = 0; i < n; ++i) y[i] *= u[i] > 0 ? u[i + 2] * u[i] : 0.5;
  for (int i = 0; i < n + 2; ++i) {
    const double pivot = std::tanh(u[i]);
    u[0] = pivot;
  }
}
