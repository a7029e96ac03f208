// RUN: %numeric %s
// Causal attention: softmax(Q K^T / sqrt d) V with a running maximum.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <vector>

// CHECK-INPUT: t = 6, d = 4, q = @r("attention_t6_d4", "inputs.q"), k = @r("attention_t6_d4", "inputs.k"), v = @r("attention_t6_d4", "inputs.v"), out = output[24]
// CHECK-EXPECT: value out = @r("attention_t6_d4", "value")
// CHECK-EXPECT: seed out = @r("attention_t6_d4", "seed")
// CHECK-EXPECT: gradient q = @r("attention_t6_d4", "gradients.q")
// CHECK-EXPECT: gradient k = @r("attention_t6_d4", "gradients.k")
// CHECK-EXPECT: gradient v = @r("attention_t6_d4", "gradients.v")
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(q[t * d], k[t * d], v[t * d]), of(out[t * d]))
void attention(int t, int d, const double* q, const double* k, const double* v, double* out) {
  std::vector<double> weight(t);
  const double scale = 1 / std::sqrt(static_cast<double>(d));
  for (int i = 0; i < t; ++i) {
    double largest = -INFINITY;
    for (int j = 0; j <= i; ++j) {
      double dot = 0;
      for (int c = 0; c < d; ++c) dot += q[i * d + c] * k[j * d + c];
      weight[j] = dot * scale;
      largest = std::max(largest, weight[j]);
    }
    double sum = 0;
    for (int j = 0; j <= i; ++j) {
      weight[j] = std::exp(weight[j] - largest);
      sum += weight[j];
    }
    for (int c = 0; c < d; ++c) {
      double s = 0;
      for (int j = 0; j <= i; ++j) s += weight[j] * v[j * d + c];
      out[i * d + c] = s / sum;
    }
  }
}
