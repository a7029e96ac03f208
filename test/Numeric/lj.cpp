// RUN: %numeric %s
// Lennard-Jones energy with a neighbour list and a cutoff, shifted to zero there.
#include <pullback/pullback.h>

// CHECK-INPUT: x = [0, 0, 0, 1.1, 0.1, -0.1, 0.3, 1.2, 0.2, -0.2, 0.1, 1.3], n = 4, start = [0, 3, 5, 6, 6], neighbour = [1, 2, 3, 2, 3, 3], cutoff = 2.5
// CHECK-INPUT: x = [0, 0, 0, 1.1, 0.1, -0.1, 0.3, 1.2, 0.2, -0.2, 0.1, 1.3], n = 4, start = [0, 3, 5, 6, 6], neighbour = [1, 2, 3, 2, 3, 3], cutoff = 1.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3 * n]))
double lj(const double* x, int n, const int* start, const int* neighbour, double cutoff) {
  const double limit = cutoff * cutoff, c6 = 1 / (limit * limit * limit);
  const double shift = 4 * (c6 * c6 - c6);
  double energy = 0;
  for (int i = 0; i < n; ++i)
    for (int k = start[i]; k < start[i + 1]; ++k) {
      const int j = neighbour[k];
      double r2 = 0;
      for (int c = 0; c < 3; ++c) {
        const double d = x[3 * i + c] - x[3 * j + c];
        r2 += d * d;
      }
      if (r2 >= limit) continue;
      const double s = 1 / r2, s6 = s * s * s;
      energy += 4 * (s6 * s6 - s6) - shift;
    }
  return energy;
}
