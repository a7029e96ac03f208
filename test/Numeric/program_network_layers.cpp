// RUN: %numeric %s
// A neural network whose layers are kept in a vector and hold vectors of their own.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct Layer {
  std::vector<double> w, b;
  int in, out;
  Layer(int in, int out) : w(in * out), b(out), in(in), out(out) {}
  std::vector<double> forward(const std::vector<double> &v) const {
    std::vector<double> y(out);
    for (int i = 0; i < out; ++i) {
      double s = b[i];
      for (int j = 0; j < in; ++j)
        s += w[i * in + j] * v[j];
      y[i] = std::tanh(s);
    }
    return y;
  }
};
struct Network {
  std::vector<Layer> layers;
  std::vector<double> forward(std::vector<double> v) const {
    for (const auto &layer : layers)
      v = layer.forward(v);
    return v;
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double network(const double *x, int n) {
  Network net;
  net.layers.emplace_back(2, 2);
  net.layers.push_back(Layer(2, 1));
  for (int i = 0; i < 4; ++i)
    net.layers[0].w[i] = x[i];
  for (int i = 0; i < 2; ++i)
    net.layers[1].w[i] = x[4 + i];
  return net.forward({0.3, 0.7})[0];
}
