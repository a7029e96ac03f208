// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c callers_classes.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c callers_classes.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_classes.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Classes with vectors in them in signatures: inputs, by value, returned and in-out.
#include "network.h"
#include <cmath>
#include <pullback/pullback.h>
#include <utility>

using Vector = std::vector<double>;

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double evaluated(const Network& network, const Vector& x) {
  Vector h = x;
  for (const Layer& layer : network.layers) {
    Vector next(layer.out);
    for (int i = 0; i < layer.out; ++i) {
      double s = layer.biases[i];
      for (int j = 0; j < layer.in; ++j)
        s += layer.weights[i * layer.in + j] * h[j];
      next[i] = std::tanh(s);
    }
    h = std::move(next);
  }
  double s = 0;
  for (double v : h)
    s += v * v * network.scale;
  return s;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Cloud moved(Cloud cloud, double step) {
  for (Point& p : cloud.points) {
    p.x += step * p.y;
    p.y *= p.x;
  }
  cloud.rows.push_back({step, cloud.points[0].x});
  ++cloud.steps;
  return cloud;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double advance(Cloud& cloud, double step) {
  cloud.points.push_back({step, cloud.points[0].y * step});
  cloud.rows.pop_back();
  cloud.rows[0].push_back(cloud.rows[0][0] * cloud.points[1].x);
  cloud.steps += 2;
  return cloud.points[0].x * cloud.rows[0].back();
}

#ifdef MAIN
#include "callers.h"

template <class F> void forEachNumber(Layer& layer, F f) {
  callers::forEachNumber(layer.weights, f);
  callers::forEachNumber(layer.biases, f);
}
template <class F> void forEachNumber(Network& network, F f) {
  callers::forEachNumber(network.layers, f);
  f(network.scale);
}
template <class F> void forEachNumber(Point& point, F f) {
  f(point.x);
  f(point.y);
}
template <class F> void forEachNumber(Cloud& cloud, F f) {
  callers::forEachNumber(cloud.points, f);
  callers::forEachNumber(cloud.rows, f);
}

#include "callers_classes.pullback.h"

int main() {
  const Network network{{{{0.5, -0.25, 1, 0.75, -0.5, 0.125}, {0.1, -0.2, 0.3}, 2, 3}, {{1, 0.5, -1}, {0.25}, 3, 1}}, 1.5};
  const Vector x{0.5, -1.5};
  const Cloud cloud{{{1, 2}, {0.5, -0.25}}, {{0.5}, {1, 2, 3}, {0.75, -1}}, 3};

  using N = std::tuple<Network, Vector>;
  callers::check(
      "evaluated", N(network, x), [](N a) { return evaluated(std::get<0>(a), std::get<1>(a)); },
      [](N a, double seed, N& g) { evaluated_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g)); },
      [](N a, double seed, N& g) {
        return evaluated_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g));
      },
      [](N a, double seed, N& g) {
        evaluated_saved saved;
        const double y = evaluated_fwd(std::get<0>(a), std::get<1>(a), saved);
        evaluated_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), std::get<1>(g));
        return y;
      },
      [](N a, N d, double& t) {
        return evaluated_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t);
      });

  using C = std::tuple<Cloud, double>;
  callers::check(
      "moved", C(cloud, 0.7), [](C a) { return moved(std::get<0>(a), std::get<1>(a)); },
      [](C a, Cloud seed, C& g) { moved_vjp(std::get<0>(a), std::get<1>(a), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](C a, Cloud seed, C& g) {
        const Cloud y = moved_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, &std::get<0>(g), &std::get<1>(g));
        callers::expect("moved", "steps", y.steps == 4 && std::get<0>(g).steps == 3);
        return y;
      },
      [](C a, Cloud seed, C& g) {
        moved_saved saved;
        const Cloud y = moved_fwd(std::get<0>(a), std::get<1>(a), saved);
        moved_rev(std::get<0>(a), std::get<1>(a), saved, seed, &std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](C a, C d, Cloud& t) { return moved_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t); });

  // In-out: the gradient comes in as the seed.
  using Y = std::pair<double, Cloud>;
  callers::check(
      "advance", C(cloud, 0.7),
      [](C a) {
        const double y = advance(std::get<0>(a), std::get<1>(a));
        return Y(y, std::get<0>(a));
      },
      [](C a, Y seed, C& g) {
        std::get<0>(g) = seed.second;
        advance_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), &std::get<1>(g));
        callers::expect("advance", "steps", std::get<0>(a).steps == 5);
      },
      [](C a, Y seed, C& g) {
        std::get<0>(g) = seed.second;
        const double y = advance_value_and_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), &std::get<1>(g));
        return Y(y, std::get<0>(a));
      },
      [](C a, Y seed, C& g) {
        advance_saved saved;
        const double y = advance_fwd(std::get<0>(a), std::get<1>(a), saved);
        const Y result(y, std::get<0>(a));
        std::get<0>(g) = seed.second;
        advance_rev(std::get<0>(a), std::get<1>(a), saved, seed.first, std::get<0>(g), &std::get<1>(g));
        return result;
      },
      [](C a, C d, Y& t) {
        const double y = advance_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t.first);
        t.second = std::get<0>(d);
        return Y(y, std::get<0>(a));
      });
  return callers::failures != 0;
}
#endif
