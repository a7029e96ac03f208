// RUN: %numeric %s
// RUN: %numeric --workspace %s
// Room for what loops in branches save: none where the branch is not taken, whatever their number of iterations is then.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 1
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double neighbours(const double* x, std::size_t n) {
  double y = 0.3;
  if (n < 2) return x[0] * x[0];
  for (std::size_t i = 0; i < n - 1; ++i) y = std::sin(y * x[i]) * x[i + 1];
  return y;
}

// A number with sign, taken as one without.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = -1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double without_sign(const double* x, int n) {
  double y = 0.3;
  if (n > 0)
    for (unsigned i = 0; i < static_cast<unsigned>(n); ++i) y = std::sin(y * x[i]) * std::exp(-y);
  return y * x[0];
}

// Backwards, with two branches around it, and next to a loop that always runs.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4, m = 2
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4, m = 0
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 0, m = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double backwards(const double* x, std::size_t n, std::size_t m) {
  double y = 0.3;
  for (std::size_t i = 0; i < m; ++i) y = std::sin(y * x[i]);
  const bool is_there = m > 1;
  if (n != 0) {
    if (is_there)
      for (std::size_t i = n - 1; i > m - 1; --i) y = std::cos(y * x[i]) * y;
    y += x[0];
  }
  return y;
}

// Triangles, of which the values are counted before they are saved.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double triangle(const double* x, std::size_t n) {
  double y = 0.3;
  if (n > 1)
    for (std::size_t i = 0; i < n - 1; ++i)
      for (std::size_t j = 0; j <= i; ++j) y = std::sin(y * x[j]) + x[i + 1] * y;
  return y * x[4];
}

// A condition that is not known before the outer loop, and one that can be computed there.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 4, steps = 3
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 1, steps = 3
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 0, steps = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double in_steps(const double* x, std::size_t n, int steps) {
  double y = 0.3;
  for (int t = 0; t < steps; ++t) y = std::sin(y * x[t]) * y;
  for (int t = 0; t < steps; ++t) {
    if (n > 1)
      for (std::size_t i = 1; i < n - 1; ++i) y = std::sin(y * x[i]) * x[i + 1];
    if (y > 0)
      for (std::size_t i = 1; i < n + 1; ++i) y = std::cos(y * x[i]) * x[i - 1];
  }
  return y;
}
