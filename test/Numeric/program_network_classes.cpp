// RUN: %numeric %s
// A neural network of layers with rows of weights and an activation chosen by a virtual function.
#include <cmath>
#include <memory>
#include <pullback/pullback.h>
#include <vector>

class Activation {
public:
  virtual ~Activation() = default;
  virtual double operator()(double x) const = 0;
};
class Tanh : public Activation {
public:
  double operator()(double x) const override { return std::tanh(x); }
};
class Relu : public Activation {
public:
  double operator()(double x) const override { return x > 0 ? x : 0.0; }
};
class Layer {
  std::vector<std::vector<double>> w_;
  std::vector<double> b_;
  std::unique_ptr<Activation> act_;

public:
  Layer(const double *&p, int in, int out, bool hidden) : w_(out, std::vector<double>(in)), b_(out) {
    for (auto &row : w_)
      for (auto &v : row)
        v = *p++;
    for (auto &v : b_)
      v = *p++;
    if (hidden)
      act_ = std::make_unique<Tanh>();
    else
      act_ = std::make_unique<Relu>();
  }
  std::vector<double> forward(const std::vector<double> &x) const {
    std::vector<double> y;
    y.reserve(b_.size());
    for (std::size_t i = 0; i < w_.size(); ++i) {
      double s = b_[i];
      for (std::size_t j = 0; j < x.size(); ++j)
        s += w_[i][j] * x[j];
      y.push_back((*act_)(s));
    }
    return y;
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double network(const double *x, int n) {
  const double *p = x;
  Layer a(p, 1, 2, true);
  std::vector<double> h = a.forward({0.5});
  return h[0] * h[1] + x[4];
}
