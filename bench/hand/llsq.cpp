// One point at a time, nothing stored: its residual, then an axpy along its powers, eight of which advance together.
#include "hand.h"

void llsq_hand(int n, int m, const double *__restrict x, double result_bar, double *__restrict x_bar) {
  for (int i = 0; i < n; ++i) {
    const double t = -1 + i * 2.0 / (n - 1);
    double r = t > 0 ? 1 : -1;
    double power = 1;
    for (int j = 0; j < m; ++j) {
      r -= x[j] * power;
      power *= t;
    }
    const double r_bar = -result_bar * r;
    const double t2 = t * t, t3 = t2 * t, t4 = t2 * t2, t8 = t4 * t4;
    double step[8] = {r_bar,      r_bar * t,        r_bar * t2,        r_bar * t3,
                      r_bar * t4, r_bar * (t4 * t), r_bar * (t4 * t2), r_bar * (t4 * t3)};
    int j = 0;
    for (; j + 8 <= m; j += 8)
      for (int lane = 0; lane < 8; ++lane) {
        x_bar[j + lane] += step[lane];
        step[lane] *= t8;
      }
    for (int lane = 0; j < m; ++j, ++lane)
      x_bar[j] += step[lane];
  }
}
