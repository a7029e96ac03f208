// RUN: %numeric %s
// An integer generator inside: unsigned wrap-around, inactive state that the result depends on.
#include <pullback/pullback.h>

// CHECK-INPUT: mean = 0.3, sigma = 1.2, n = 6, seed = 12345
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double monteCarlo(double mean, double sigma, int n, unsigned seed) {
  unsigned state = seed;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    state = state * 1664525u + 1013904223u;
    const double u = (state >> 8) / 16777216.0;
    const double path = mean + sigma * (u - 0.5);
    s += path > 0 ? path * path : 0.1 * path;
  }
  return s / n;
}

// CHECK-INPUT: x = 0.3, state = 42
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double throughPointer(double x, unsigned long long* state) {
  double s = x;
  for (int i = 0; i < 4; ++i) {
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    s = s * x + static_cast<double>(*state >> 40) * 1e-7 * x;
  }
  return s;
}
