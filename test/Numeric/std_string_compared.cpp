// RUN: %numeric %s
// Text that decides what is computed: names of layers and curves, keys of maps.
#include <cmath>
#include <cstdio>
#include <map>
#include <pullback/pullback.h>
#include <stdexcept>
#include <string>
#include <vector>

struct Layer {
  std::string activation;
  double weight;
};

static double activate(const std::string &name, double x) {
  if (name == "tanh")
    return std::tanh(x);
  if ("relu" == name)
    return x > 0 ? x : 0;
  if (name != "sigmoid")
    throw std::invalid_argument("no activation " + name);
  return 1 / (1 + std::exp(-x));
}

// CHECK-INPUT: x = 0.7, w = 1.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double network(double x, double w) {
  std::vector<Layer> layers{{"tanh", w}, {"relu", 2 * w}};
  layers.push_back({"sigmoid", w * w});
  for (const Layer &layer : layers)
    x = activate(layer.activation, x * layer.weight);
  return x;
}

// CHECK-INPUT: rate = 0.1, sigma = 0.3, n = 3
// CHECK-INPUT: rate = 0.1, sigma = 0.3, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double parameters(double rate, double sigma, int n) {
  std::map<std::string, double> parameters{{"sigma", sigma}, {"rate", rate}};
  parameters["kappa"] = rate * sigma;
  parameters["rate"] *= 2;
  std::string key = n > 1 ? "sigma" : "theta";
  double sum = parameters.count(key) ? parameters.at(key) : rate;
  auto found = parameters.find("kappa");
  if (found != parameters.end())
    sum += std::exp(found->second);
  for (const auto &[name, value] : parameters)
    if (name != "kappa")
      sum += value * value;
  return sum;
}

enum class Curve { flat, linear };
static Curve curveOf(const std::string &name) {
  static const std::string flat = "flat";
  if (name == flat)
    return Curve::flat;
  if (name == "linear")
    return Curve::linear;
  std::printf("no curve %s\n", name.c_str());
  throw std::domain_error("no curve " + name + ", only flat and linear");
}

struct Market {
  std::string curve = "flat";
  double level;
  std::string name() const { return curve; }
};

// CHECK-INPUT: level = 0.4, t = 2.0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double forward(double level, double t) {
  Market market{"linear", level}, other{{}, level * level};
  other.curve.assign("flat");
  double sum = 0;
  for (const Market *one : {&market, &other}) {
    switch (curveOf(one->name())) {
    case Curve::flat: sum += one->level; break;
    case Curve::linear: sum += one->level * t; break;
    }
  }
  std::swap(market, other);
  const std::string moved = std::move(other.curve);
  return market.name() == "flat" && moved == "linear" && other.curve.empty() ? sum * t : sum;
}

// CHECK-INPUT: x = 1.3, n = 1
// CHECK-INPUT: x = 1.3, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cast(double x, int n) {
  std::string name = n > 0 ? "call" : "what?\?!", taken;
  double result = std::move(name) == "call" ? x * x : x; // moves nothing
  if (name == "call")
    result *= 3 * x;
  taken = std::move(name);
  if (name.empty() && taken != "what?\?!")
    result *= std::sin(x);
  return result;
}

static void keep(std::string &&name) { std::string kept = std::move(name); }

// CHECK-INPUT: x = 1.3, n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double handed(double x, int n) {
  std::string name = n > 0 ? "call" : "put";
  keep(std::move(name));
  return name.empty() ? x * x : x;
}

static std::string change(std::string &name) {
  name = "new";
  return "new";
}

// CHECK-INPUT: x = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double changed(double x) {
  std::string a = "old", b = "old", c = "old";
  double result = a == change(a) ? x * x : x; // both sides are references
  if (change(b) != b)
    result *= 3;
  return c.compare(change(c)) == 0 ? result * x : result;
}
