// Activations in one arena, where their adjoints take their places; tanh's derivative from its result. Both products of
// a layer's reverse run along rows.
#include "hand.h"

#include <cmath>
#include <memory>

static void dense(int batch, int inputs, int outputs, const double* __restrict x, const double* __restrict w,
                  const double* __restrict b, double* __restrict y) {
  for (int i = 0; i < batch; ++i)
    for (int o = 0; o < outputs; ++o) {
      double s = b[o];
      for (int k = 0; k < inputs; ++k) s += x[i * inputs + k] * w[o * inputs + k];
      y[i * outputs + o] = s;
    }
}

static void activate(int n, double* x) {
  for (int i = 0; i < n; ++i) x[i] = std::tanh(x[i]);
}

static void reverseWeights(int batch, int inputs, int outputs, const double* __restrict x,
                           const double* __restrict y_bar, double* __restrict w_bar, double* __restrict b_bar) {
  for (int o = 0; o < outputs; ++o) {
    double* __restrict row = w_bar + o * inputs;
    for (int i = 0; i < batch; ++i) {
      const double s_bar = y_bar[i * outputs + o];
      b_bar[o] += s_bar;
      for (int k = 0; k < inputs; ++k) row[k] += s_bar * x[i * inputs + k];
    }
  }
}

// x holds tanh's results and becomes the adjoint of tanh's arguments.
static void reverseInputs(int batch, int inputs, int outputs, const double* __restrict w,
                          const double* __restrict y_bar, double* __restrict x, double* __restrict sum) {
  for (int i = 0; i < batch; ++i) {
    for (int k = 0; k < inputs; ++k) sum[k] = 0;
    for (int o = 0; o < outputs; ++o) {
      const double s_bar = y_bar[i * outputs + o];
      for (int k = 0; k < inputs; ++k) sum[k] += s_bar * w[o * inputs + k];
    }
    double* __restrict xi = x + i * inputs;
    for (int k = 0; k < inputs; ++k) xi[k] = sum[k] * (1 - xi[k] * xi[k]);
  }
}

void mlp_hand(int batch, int inputs, int h, int outputs, const double* __restrict w1, const double* __restrict b1,
              const double* __restrict w2, const double* __restrict b2, const double* __restrict w3,
              const double* __restrict b3, const double* __restrict x, const double* __restrict target,
              double result_bar, double* __restrict w1_bar, double* __restrict b1_bar, double* __restrict w2_bar,
              double* __restrict b2_bar, double* __restrict w3_bar, double* __restrict b3_bar) {
  const std::unique_ptr<double[]> arena(new double[batch * (2 * h + outputs) + h]);
  double* const first = arena.get();
  double* const second = first + batch * h;
  double* const last = second + batch * h;
  double* const sum = last + batch * outputs;
  dense(batch, inputs, h, x, w1, b1, first);
  activate(batch * h, first);
  dense(batch, h, h, first, w2, b2, second);
  activate(batch * h, second);
  dense(batch, h, outputs, second, w3, b3, last);

  const double error_bar = 2 * result_bar / batch;
  for (int i = 0; i < batch * outputs; ++i) last[i] = error_bar * (last[i] - target[i]);
  reverseWeights(batch, h, outputs, second, last, w3_bar, b3_bar);
  reverseInputs(batch, h, outputs, w3, last, second, sum);
  reverseWeights(batch, h, h, first, second, w2_bar, b2_bar);
  reverseInputs(batch, h, h, w2, second, first, sum);
  reverseWeights(batch, inputs, h, x, first, w1_bar, b1_bar);
}
