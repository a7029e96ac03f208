// RUN: %numeric %s
// Parameters and variables do not hide what headers declare or standard headers define, nor globals that are read.
#include "Inputs/taken_names.h"
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(0.5, 1), y = uniform(0.5, 1), scale = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double headers(double x, double y, double scale) { return std::sin(x * y) * x * y + x * scale * scale; }

// CHECK-INPUT: signgam = uniform(0.5, 1), size_t = uniform(0.5, 1), n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double standard(double signgam, double size_t, int n) {
  double time_t = signgam;
  for (int i = 0; i < n; ++i) time_t = std::sin(time_t) * size_t;
  return time_t;
}

namespace lab {
double g_bar = 3;
double h_saved = 2;
const double table[2] = {2, 5};

// CHECK-INPUT: g = uniform(0.5, 1), h = uniform(0.5, 1), n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double globals(double g, double h, int n) {
  for (int i = 0; i < n; ++i) h = std::sin(h * g_bar) * h_saved * table[i % 2];
  return g * h * g_bar * table[0];
}
} // namespace lab
