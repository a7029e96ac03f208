// One row of the triangle at a time, forward and reverse together, two rows of numbers kept. The output is not formed:
// its part in the softmax's adjoint is the weighted mean of the weights' adjoints. The maximum cancels.
#include "hand.h"

#include <algorithm>
#include <cmath>
#include <memory>

// Adjoints may be summed in any order: eight partial sums.
static double dot(int n, const double* __restrict a, const double* __restrict b) {
  double parts[8] = {};
  int i = 0;
  for (; i + 8 <= n; i += 8)
    for (int lane = 0; lane < 8; ++lane) parts[lane] += a[i + lane] * b[i + lane];
  double sum = ((parts[0] + parts[4]) + (parts[1] + parts[5])) + ((parts[2] + parts[6]) + (parts[3] + parts[7]));
  for (; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

void attention_hand(int t, int d, const double* __restrict q, const double* __restrict k, const double* __restrict v,
                    double* __restrict q_bar, double* __restrict k_bar, double* __restrict v_bar,
                    const double* __restrict out_bar) {
  const std::unique_ptr<double[]> arena(new double[2 * t]);
  double* __restrict weight = arena.get();
  double* __restrict share_bar = weight + t;
  const double scale = 1 / std::sqrt(static_cast<double>(d));
  for (int i = 0; i < t; ++i) {
    const double* __restrict qi = q + i * d, * __restrict seed = out_bar + i * d;
    double* __restrict qi_bar = q_bar + i * d;
    double largest = -INFINITY;
    for (int j = 0; j <= i; ++j) {
      double product = 0;
      for (int c = 0; c < d; ++c) product += qi[c] * k[j * d + c];
      weight[j] = product * scale;
      largest = std::max(largest, weight[j]);
    }
    double sum = 0;
    for (int j = 0; j <= i; ++j) {
      weight[j] = std::exp(weight[j] - largest);
      sum += weight[j];
    }
    const double inverse = 1 / sum;
    double mean = 0;
    for (int j = 0; j <= i; ++j) {
      const double share = weight[j] * inverse;
      weight[j] = share;
      share_bar[j] = dot(d, seed, v + j * d);
      mean += share * share_bar[j];
      double* __restrict vj_bar = v_bar + j * d;
      for (int c = 0; c < d; ++c) vj_bar[c] += share * seed[c];
    }
    for (int j = 0; j <= i; ++j) {
      const double product_bar = weight[j] * (share_bar[j] - mean) * scale;
      const double* __restrict kj = k + j * d;
      double* __restrict kj_bar = k_bar + j * d;
      for (int c = 0; c < d; ++c) {
        qi_bar[c] += product_bar * kj[c];
        kj_bar[c] += product_bar * qi[c];
      }
    }
  }
}
