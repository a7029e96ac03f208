// RUN: %numeric %s
// Classes with a std::optional that holds a vector: copied, moved, in vectors.
#include <optional>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

struct Layer {
  std::optional<std::vector<double>> bias;
  double gain = 1;
};

static double apply(const Layer &layer, double x) {
  double y = layer.gain * x;
  if (layer.bias)
    for (double b : *layer.bias)
      y += b * y * x;
  return y;
}

// CHECK-INPUT: x = [0.5, 0.25, -0.75], n = 2
// CHECK-INPUT: x = [0.5, 0.25, -0.75], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(const double (&x)[3], int n) {
  std::vector<Layer> layers(2);
  layers[0].bias = std::vector<double>(x, x + 3);
  layers[0].gain = x[1];
  Layer kept = layers[0];
  if (n > 1) {
    layers[1] = std::move(layers[0]);
    kept.bias->push_back(x[0] * x[1]);
  } else {
    kept.bias.reset();
  }
  double s = x[2];
  for (const Layer &layer : layers)
    s += apply(layer, s);
  return s * apply(kept, x[0]);
}
