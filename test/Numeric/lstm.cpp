// RUN: %numeric %s
// Loss of a diagonal LSTM over a character sequence; the state is updated in place.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

static void cellStep(int b, const double* weight, const double* bias, double* hidden, double* cell,
                     const double* input) {
  for (int i = 0; i < b; ++i) {
    const double forget = sigmoid(input[i] * weight[i] + bias[i]);
    const double in = sigmoid(hidden[i] * weight[b + i] + bias[b + i]);
    const double out = sigmoid(input[i] * weight[2 * b + i] + bias[2 * b + i]);
    const double change = std::tanh(hidden[i] * weight[3 * b + i] + bias[3 * b + i]);
    cell[i] = cell[i] * forget + in * change;
    hidden[i] = out * std::tanh(cell[i]);
  }
}

// CHECK-INPUT: l = 2, c = 6, b = 5, weight = @r("lstm_l2_c6_b5", "inputs.weight"), bias = @r("lstm_l2_c6_b5", "inputs.bias"), inWeight = @r("lstm_l2_c6_b5", "inputs.in_weight"), outWeight = @r("lstm_l2_c6_b5", "inputs.out_weight"), outBias = @r("lstm_l2_c6_b5", "inputs.out_bias"), hidden0 = @r("lstm_l2_c6_b5", "inputs.hidden0"), cell0 = @r("lstm_l2_c6_b5", "inputs.cell0"), sequence = @r("lstm_l2_c6_b5", "inputs.sequence")
// CHECK-EXPECT: value result = @r("lstm_l2_c6_b5", "value")
// CHECK-EXPECT: gradient weight = @r("lstm_l2_c6_b5", "gradients.weight")
// CHECK-EXPECT: gradient bias = @r("lstm_l2_c6_b5", "gradients.bias")
// CHECK-EXPECT: gradient inWeight = @r("lstm_l2_c6_b5", "gradients.in_weight")
// CHECK-EXPECT: gradient outWeight = @r("lstm_l2_c6_b5", "gradients.out_weight")
// CHECK-EXPECT: gradient outBias = @r("lstm_l2_c6_b5", "gradients.out_bias")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(weight[4 * l * b], bias[4 * l * b], inWeight[b], outWeight[b], outBias[b]))
double lstm(int l, int c, int b, const double* weight, const double* bias, const double* inWeight,
            const double* outWeight, const double* outBias, const double* hidden0, const double* cell0,
            const double* sequence) {
  std::vector<double> hidden(l * b), cell(l * b), x(b), y(b);
  for (int i = 0; i < l * b; ++i) {
    hidden[i] = hidden0[i];
    cell[i] = cell0[i];
  }
  double total = 0;
  for (int t = 0; t + 1 < c; ++t) {
    for (int i = 0; i < b; ++i) x[i] = sequence[t * b + i] * inWeight[i];
    for (int layer = 0; layer < l; ++layer) {
      const int at = layer * b;
      cellStep(b, weight + 4 * at, bias + 4 * at, hidden.data() + at, cell.data() + at, x.data());
      for (int i = 0; i < b; ++i) x[i] = hidden[at + i];
    }
    double sum = 2;
    for (int i = 0; i < b; ++i) {
      y[i] = x[i] * outWeight[i] + outBias[i];
      sum += std::exp(y[i]);
    }
    const double norm = std::log(sum);
    for (int i = 0; i < b; ++i) total += sequence[(t + 1) * b + i] * (y[i] - norm);
  }
  return -total / ((c - 1) * b);
}
