// RUN: %numeric %s
// Layers of several classes behind pointers to their base, called in turn.
#include <algorithm>
#include <cmath>
#include <memory>
#include <pullback/pullback.h>
#include <vector>
using Tensor = std::vector<double>;
class Layer {
public:
  virtual ~Layer() = default;
  virtual Tensor forward(const Tensor &in) const = 0;
};
class Dense : public Layer {
  int in_, out_;
  Tensor w_, b_;

public:
  Dense(int in, int out, const double *p)
      : in_(in), out_(out), w_(p, p + in * out), b_(p + in * out, p + in * out + out) {}
  Tensor forward(const Tensor &x) const override {
    Tensor y(b_);
    for (int o = 0; o < out_; ++o)
      for (int i = 0; i < in_; ++i)
        y[o] += w_[o * in_ + i] * x[i];
    return y;
  }
};
class Tanh : public Layer {
public:
  Tensor forward(const Tensor &x) const override {
    Tensor y(x.size());
    std::transform(x.begin(), x.end(), y.begin(), [](double v) { return std::tanh(v); });
    return y;
  }
};
class Net {
  std::vector<std::unique_ptr<Layer>> layers;

public:
  void add(std::unique_ptr<Layer> l) { layers.push_back(std::move(l)); }
  Tensor operator()(Tensor x) const {
    for (const auto &l : layers)
      x = l->forward(x);
    return x;
  }
};
// CHECK-INPUT: p = uniform(0.5, 1)[9], x = uniform(0.5, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[9], x[2]))
double net(const double *p, const double *x) {
  Net n;
  n.add(std::make_unique<Dense>(2, 2, p));
  n.add(std::make_unique<Tanh>());
  n.add(std::make_unique<Dense>(2, 1, p + 6));
  Tensor y = n(Tensor{x[0], x[1]});
  return y[0];
}
