// One point at a time, nothing stored: its residual, then an axpy along its powers, four of which advance together.
#include "hand.h"

void llsq_hand(int n, int m, const double* __restrict x, double result_bar, double* __restrict x_bar) {
  for (int i = 0; i < n; ++i) {
    const double t = -1 + i * 2.0 / (n - 1);
    double r = t > 0 ? 1 : -1;
    double power = 1;
    for (int j = 0; j < m; ++j) {
      r -= x[j] * power;
      power *= t;
    }
    const double r_bar = -result_bar * r;
    const double t2 = t * t, t4 = t2 * t2;
    double p0 = 1, p1 = t, p2 = t2, p3 = t2 * t;
    int j = 0;
    for (; j + 4 <= m; j += 4) {
      x_bar[j] += r_bar * p0;
      x_bar[j + 1] += r_bar * p1;
      x_bar[j + 2] += r_bar * p2;
      x_bar[j + 3] += r_bar * p3;
      p0 *= t4;
      p1 *= t4;
      p2 *= t4;
      p3 *= t4;
    }
    for (; j < m; ++j) {
      x_bar[j] += r_bar * p0;
      p0 *= t;
    }
  }
}
