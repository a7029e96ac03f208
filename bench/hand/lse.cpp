// The exponentials are kept; the gradient is their share of the sum. The maximum cancels.
#include "hand.h"

#include <cmath>
#include <memory>

void lse_hand(const double* __restrict x, int n, double result_bar, double* __restrict x_bar) {
  const std::unique_ptr<double[]> memory(new double[n]);
  double* __restrict e = memory.get();
  double m = x[0];
  for (int i = 1; i < n; ++i) m = x[i] > m ? x[i] : m;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    e[i] = std::exp(x[i] - m);
    s += e[i];
  }
  const double s_bar = result_bar / s;
  for (int i = 0; i < n; ++i) x_bar[i] += s_bar * e[i];
}
