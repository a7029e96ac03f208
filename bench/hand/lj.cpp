// Energy and forces in one pass over the pairs; the sum for the atom itself stays in registers.
#include "hand.h"

void lj_hand(const double* __restrict x, int n, const int* __restrict start, const int* __restrict neighbour,
             double cutoff, double result_bar, double* __restrict x_bar) {
  const double limit = cutoff * cutoff, scale = -24 * result_bar;
  for (int i = 0; i < n; ++i) {
    const double xi = x[3 * i], yi = x[3 * i + 1], zi = x[3 * i + 2];
    double xi_bar = 0, yi_bar = 0, zi_bar = 0;
    for (int k = start[i]; k < start[i + 1]; ++k) {
      const int j = neighbour[k];
      const double dx = xi - x[3 * j], dy = yi - x[3 * j + 1], dz = zi - x[3 * j + 2];
      const double r2 = dx * dx + dy * dy + dz * dz;
      if (r2 >= limit) continue;
      const double s = 1 / r2, s6 = s * s * s;
      const double d_bar = scale * s * s6 * (2 * s6 - 1);
      const double dx_bar = d_bar * dx, dy_bar = d_bar * dy, dz_bar = d_bar * dz;
      xi_bar += dx_bar;
      yi_bar += dy_bar;
      zi_bar += dz_bar;
      x_bar[3 * j] -= dx_bar;
      x_bar[3 * j + 1] -= dy_bar;
      x_bar[3 * j + 2] -= dz_bar;
    }
    x_bar[3 * i] += xi_bar;
    x_bar[3 * i + 1] += yi_bar;
    x_bar[3 * i + 2] += zi_bar;
  }
}
