// RUN: %numeric %s
// A neural network of layer objects that pass vectors on.
#include <cmath>
#include <vector>
#include <pullback/pullback.h>

class Layer {
public:
  Layer(const double* weights, int in, int out) : weights_(weights), bias_(weights + in * out), in_(in), out_(out) {}
  std::vector<double> forward(const std::vector<double>& x) const {
    std::vector<double> y(out_);
    for (int i = 0; i < out_; ++i) {
      double sum = bias_[i];
      for (int j = 0; j < in_; ++j)
        sum += weights_[i * in_ + j] * x[j];
      y[i] = activate(sum);
    }
    return y;
  }
  int size() const { return (in_ + 1) * out_; }

private:
  static double activate(double x) { return std::tanh(x); }
  const double* weights_;
  const double* bias_;
  int in_, out_;
};

// CHECK-INPUT: w = uniform(-1, 1)[14], x = uniform(-1, 1)[2], n = 2, h = 3, target = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(w[14]))
double loss(const double* w, const double* x, int n, int h, double target) {
  const Layer first(w, n, h);
  const Layer second(w + first.size(), h, 1);
  const std::vector<double> input(x, x + n);
  const std::vector<double> hidden = first.forward(input);
  const auto output = second.forward(hidden);
  return (output[0] - target) * (output[0] - target);
}
