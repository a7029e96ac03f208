// Seven numbers a cell and step are kept in one arena; the derivatives of the activations come from their results. The
// loss is linear in its seed, so the output layer's reverse runs in the forward loop and leaves one adjoint a cell.
#include "hand.h"

#include <cmath>
#include <memory>

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// What one layer keeps of one step, arrays of b numbers each.
struct Saved {
  double *forget, *in, *out, *change, *cell, *squashed, *hidden;
  Saved(double* memory, int b)
      : forget(memory), in(forget + b), out(in + b), change(out + b), cell(change + b), squashed(cell + b),
        hidden(squashed + b) {}
};

void stepForward(int b, const double* __restrict w, const double* __restrict a, const double* __restrict hidden,
                 const double* __restrict cell, const double* __restrict input, const Saved& now) {
  double* __restrict forget = now.forget, * __restrict in = now.in, * __restrict out = now.out;
  double* __restrict change = now.change, * __restrict newCell = now.cell;
  double* __restrict squashed = now.squashed, * __restrict newHidden = now.hidden;
  for (int i = 0; i < b; ++i) {
    forget[i] = sigmoid(input[i] * w[i] + a[i]);
    in[i] = sigmoid(hidden[i] * w[b + i] + a[b + i]);
    out[i] = sigmoid(input[i] * w[2 * b + i] + a[2 * b + i]);
    change[i] = std::tanh(hidden[i] * w[3 * b + i] + a[3 * b + i]);
    newCell[i] = cell[i] * forget[i] + in[i] * change[i];
    squashed[i] = std::tanh(newCell[i]);
    newHidden[i] = out[i] * squashed[i];
  }
}

// x_bar comes in as the adjoint of the layer's output and leaves as that of its input; hidden_bar and cell_bar step
// back.
void stepReverse(int b, const double* __restrict w, const double* __restrict hidden, const double* __restrict cell,
                 const double* __restrict input, const Saved& now, double* __restrict w_bar, double* __restrict a_bar,
                 double* __restrict hidden_bar, double* __restrict cell_bar, double* __restrict x_bar) {
  const double* __restrict forget = now.forget, * __restrict in = now.in, * __restrict out = now.out;
  const double* __restrict change = now.change, * __restrict squashed = now.squashed;
  for (int i = 0; i < b; ++i) {
    const double h_bar = hidden_bar[i] + x_bar[i], th = squashed[i], f = forget[i], g = change[i];
    const double c_bar = cell_bar[i] + h_bar * out[i] * (1 - th * th);
    const double out_bar = h_bar * th * (out[i] * (1 - out[i]));
    const double forget_bar = c_bar * cell[i] * (f * (1 - f));
    const double in_bar = c_bar * g * (in[i] * (1 - in[i]));
    const double change_bar = c_bar * in[i] * (1 - g * g);
    w_bar[i] += forget_bar * input[i];
    w_bar[b + i] += in_bar * hidden[i];
    w_bar[2 * b + i] += out_bar * input[i];
    w_bar[3 * b + i] += change_bar * hidden[i];
    a_bar[i] += forget_bar;
    a_bar[b + i] += in_bar;
    a_bar[2 * b + i] += out_bar;
    a_bar[3 * b + i] += change_bar;
    x_bar[i] = forget_bar * w[i] + out_bar * w[2 * b + i];
    hidden_bar[i] = in_bar * w[b + i] + change_bar * w[3 * b + i];
    cell_bar[i] = c_bar * f;
  }
}

// The output layer of one step: gradients of its weights, and the adjoint of its input x.
void outputLayer(int b, const double* __restrict x, const double* __restrict gold, const double* __restrict outWeight,
                 const double* __restrict outBias, double y_seed, double* __restrict outWeight_bar,
                 double* __restrict outBias_bar, double* __restrict x_bar) {
  double sum = 2, golds = 0;
  for (int i = 0; i < b; ++i) {
    x_bar[i] = std::exp(x[i] * outWeight[i] + outBias[i]);
    sum += x_bar[i];
    golds += gold[i];
  }
  const double share = golds / sum;
  for (int i = 0; i < b; ++i) {
    const double y_bar = y_seed * (gold[i] - share * x_bar[i]);
    outWeight_bar[i] += y_bar * x[i];
    outBias_bar[i] += y_bar;
    x_bar[i] = y_bar * outWeight[i];
  }
}

} // namespace

void lstm_hand(int l, int c, int b, const double* __restrict weight, const double* __restrict bias,
               const double* __restrict inWeight, const double* __restrict outWeight, const double* __restrict outBias,
               const double* __restrict hidden0, const double* __restrict cell0, const double* __restrict sequence,
               double result_bar, double* __restrict weight_bar, double* __restrict bias_bar,
               double* __restrict inWeight_bar, double* __restrict outWeight_bar, double* __restrict outBias_bar) {
  const int steps = c - 1;
  const std::size_t perStep = static_cast<std::size_t>(7) * l * b;
  const std::unique_ptr<double[]> arena(new double[steps * (perStep + b) + 2 * l * b + b]);
  double* const cells = arena.get();
  double* const x_bars = cells + steps * perStep; // adjoint of the last layer's output, for every step
  double* const hidden_bar = x_bars + static_cast<std::size_t>(steps) * b;
  double* const cell_bar = hidden_bar + l * b;
  double* const x = cell_bar + l * b;
  const auto saved = [=](int t, int layer) { return Saved(cells + t * perStep + 7 * layer * b, b); };
  const auto hiddenBefore = [=](int t, int layer) { return t ? saved(t - 1, layer).hidden : hidden0 + layer * b; };
  const auto cellBefore = [=](int t, int layer) { return t ? saved(t - 1, layer).cell : cell0 + layer * b; };

  const double y_seed = -result_bar / ((c - 1) * b);
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < b; ++i) x[i] = sequence[t * b + i] * inWeight[i];
    const double* input = x;
    for (int layer = 0; layer < l; ++layer) {
      const Saved now = saved(t, layer);
      stepForward(b, weight + 4 * layer * b, bias + 4 * layer * b, hiddenBefore(t, layer), cellBefore(t, layer), input,
                  now);
      input = now.hidden;
    }
    outputLayer(b, input, sequence + (t + 1) * b, outWeight, outBias, y_seed, outWeight_bar, outBias_bar,
                x_bars + t * b);
  }

  for (int i = 0; i < 2 * l * b; ++i) hidden_bar[i] = 0;
  for (int t = steps - 1; t >= 0; --t) {
    double* const x_bar = x_bars + t * b;
    for (int i = 0; i < b; ++i) x[i] = sequence[t * b + i] * inWeight[i];
    for (int layer = l - 1; layer >= 0; --layer) {
      const int at = layer * b;
      stepReverse(b, weight + 4 * at, hiddenBefore(t, layer), cellBefore(t, layer),
                  layer ? saved(t, layer - 1).hidden : x, saved(t, layer), weight_bar + 4 * at, bias_bar + 4 * at,
                  hidden_bar + at, cell_bar + at, x_bar);
    }
    for (int i = 0; i < b; ++i) inWeight_bar[i] += x_bar[i] * sequence[t * b + i];
  }
}
