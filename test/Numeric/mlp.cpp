// RUN: %numeric %s
// Three dense layers with tanh on a batch, mean squared error.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

static void dense(int batch, int inputs, int outputs, const double* x, const double* w, const double* b, double* y) {
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

// CHECK-INPUT: batch = 3, inputs = 2, h = 3, outputs = 2, w1 = uniform(-1, 1)[6], b1 = uniform(-1, 1)[3], w2 = uniform(-1, 1)[9], b2 = uniform(-1, 1)[3], w3 = uniform(-1, 1)[6], b3 = uniform(-1, 1)[2], x = uniform(-1, 1)[6], target = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(w1[h * inputs], b1[h], w2[h * h], b2[h], w3[outputs * h], b3[outputs]))
double mlp(int batch, int inputs, int h, int outputs, const double* w1, const double* b1, const double* w2, const double* b2,
           const double* w3, const double* b3, const double* x, const double* target) {
  std::vector<double> first(batch * h), second(batch * h), last(batch * outputs);
  dense(batch, inputs, h, x, w1, b1, first.data());
  activate(batch * h, first.data());
  dense(batch, h, h, first.data(), w2, b2, second.data());
  activate(batch * h, second.data());
  dense(batch, h, outputs, second.data(), w3, b3, last.data());
  double loss = 0;
  for (int i = 0; i < batch * outputs; ++i) loss += (last[i] - target[i]) * (last[i] - target[i]);
  return loss / batch;
}
