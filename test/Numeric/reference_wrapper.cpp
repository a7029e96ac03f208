// RUN: %numeric %s
// std::reference_wrapper: made by std::ref and std::cref, read and written, in vectors and classes, as arguments.
#include <algorithm>
#include <functional>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double readAndWritten(double x, double y) {
  auto r = std::ref(x);
  const auto c = std::cref(y);
  r.get() *= c;
  double &same = r;
  same += c.get() * r;
  r = std::ref(y);
  r.get() = r * x;
  return r * x + c;
}

// CHECK-INPUT: x = 0.7, y = 1.3, n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double collected(double x, double y, int n) {
  std::vector<std::reference_wrapper<double>> all{x, y};
  for (double &one : all)
    one *= 2;
  all.push_back(std::ref(x));
  double sum = 0;
  for (int i = 0; i < n; ++i)
    all[i].get() += all[i + 1] * all[i + 1];
  for (double one : all)
    sum += one * one;
  for (auto &one : all)
    one.get() *= sum;
  return x * y;
}

template <class T, class F> void apply(F function, T argument, double factor) { function(argument, factor); }

void scale(double &target, double factor) { target *= factor * target; }

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double handedOn(double x, double y) {
  apply(scale, std::ref(x), y);
  apply(scale, y, 3.0);
  apply([&](double &target, double factor) { target += factor * x; }, std::ref(y), x);
  std::pair<std::reference_wrapper<double>, double> kept(x, y);
  kept.first.get() *= kept.second;
  return x * y;
}

struct Layer {
  double weight, bias;
  double operator()(double t) const { return weight * t + bias; }
};

double run(const std::vector<std::reference_wrapper<const Layer>> &layers, double t) {
  for (const Layer &layer : layers)
    t = layer(t) * t;
  return t;
}

// CHECK-INPUT: w = [0.7, 0.2, 1.3, -0.4], t = 0.8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(w[4], t))
double ofClasses(const double *w, double t) {
  Layer first{w[0], w[1]}, second{w[2], w[3]};
  std::vector<std::reference_wrapper<const Layer>> layers;
  layers.push_back(first);
  layers.push_back(std::cref(second));
  if (t > 0)
    layers.emplace_back(first);
  return run(layers, t) * layers.front().get().weight;
}

// CHECK-INPUT: x = [0.7, 0.2, 1.3, -0.4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double chosen(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::vector<std::reference_wrapper<double>> positive;
  for (double &one : v)
    if (one > 0)
      positive.push_back(one);
  for (std::size_t i = 1; i < positive.size(); ++i)
    positive[i].get() *= positive[i - 1];
  double product = 1;
  for (const auto &one : v)
    product *= one;
  return product;
}

/// Conversions of classes of the user's own to references.
class Handle {
public:
  explicit Handle(double &target) : target(target) {}
  operator double &() const { return target; }

private:
  double &target;
};

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double converted(double x, double y) {
  Handle h(x);
  double &r = h;
  r *= y;
  scale(h, 2);
  return r * y;
}
