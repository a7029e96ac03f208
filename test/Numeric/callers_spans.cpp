// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++20
// RUN: %clangxx %warnflags -std=c++20 -fsanitize=address,undefined -ffp-contract=off -c callers_spans.pullback.cpp
// RUN: %gxx %warnflags -std=c++20 -O2 -ffp-contract=off -c callers_spans.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++20 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_spans.pullback.o -o main && ./main
// RUN: %gxx -std=c++20 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// std::span as parameters: inputs, pure outputs, in-out, of a length that the type fixes.
#include <cmath>
#include <pullback/pullback.h>
#include <span>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double roughness(std::span<const double> x, double k) {
  double s = 0;
  for (double v : x)
    s += k * v * v;
  for (std::size_t i = 1; i < x.size(); ++i)
    s += (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
  return s * x.front() + x.subspan(1)[0];
}

PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void scale(std::span<const double> x, double k, std::span<double> y) {
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i] = k * x[i] * x[i];
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double smooth(std::span<double> u, std::span<const double, 3> w) {
  for (std::size_t i = 1; i + 1 < u.size(); ++i)
    u[i] = w[0] * u[i - 1] + w[1] * u[i] + w[2] * u[i + 1];
  return u.back() * u[1];
}

#ifdef MAIN
#include "callers.h"
#include "callers_spans.pullback.h"

using Vector = std::vector<double>;

int main() {
  const Vector x{0.5, -1.5, 2, 0.75};
  using S = std::tuple<Vector, double>;
  callers::check(
      "roughness", S(x, 0.7), [](S a) { return roughness(std::get<0>(a), std::get<1>(a)); },
      [](S a, double seed, S& g) { roughness_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S a, double seed, S& g) {
        return roughness_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g));
      },
      [](S a, double seed, S& g) {
        roughness_saved saved;
        const double y = roughness_fwd(std::get<0>(a), std::get<1>(a), saved);
        roughness_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S a, S d, double& t) {
        return roughness_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t);
      });

  callers::check(
      "scale", S(x, 0.7),
      [](S a) {
        Vector y(4);
        scale(std::get<0>(a), std::get<1>(a), y);
        return y;
      },
      [](S a, Vector seed, S& g) { scale_vjp(std::get<0>(a), std::get<1>(a), std::get<0>(g), &std::get<1>(g), seed); },
      [](S a, Vector seed, S& g) {
        Vector y(4);
        scale_value_and_vjp(std::get<0>(a), std::get<1>(a), y, std::get<0>(g), &std::get<1>(g), seed);
        return y;
      },
      [](S a, Vector seed, S& g) {
        scale_saved saved;
        Vector y(4);
        scale_fwd(std::get<0>(a), std::get<1>(a), y, saved);
        scale_rev(std::get<0>(a), std::get<1>(a), saved, std::get<0>(g), &std::get<1>(g), seed);
        return y;
      },
      [](S a, S d, Vector& t) {
        Vector y(4);
        t.resize(4);
        scale_jvp(std::get<0>(a), std::get<1>(a), y, std::get<0>(d), std::get<1>(d), t);
        return y;
      });

  using U = std::tuple<Vector, std::array<double, 3>>;
  using Y = std::pair<double, Vector>;
  callers::check(
      "smooth", U(x, {0.25, 0.5, -0.75}),
      [](U a) {
        const double y = smooth(std::get<0>(a), std::get<1>(a));
        return Y(y, std::get<0>(a));
      },
      [](U a, Y seed, U& g) {
        std::get<0>(g) = seed.second;
        smooth_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), std::get<1>(g));
      },
      [](U a, Y seed, U& g) {
        std::get<0>(g) = seed.second;
        const double y = smooth_value_and_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), std::get<1>(g));
        return Y(y, std::get<0>(a));
      },
      [](U a, Y seed, U& g) {
        smooth_saved saved;
        const double y = smooth_fwd(std::get<0>(a), std::get<1>(a), saved);
        const Y result(y, std::get<0>(a));
        std::get<0>(g) = seed.second;
        smooth_rev(std::get<0>(a), std::get<1>(a), saved, seed.first, std::get<0>(g), std::get<1>(g));
        return result;
      },
      [](U a, U d, Y& t) {
        const double y = smooth_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t.first);
        t.second = std::get<0>(d);
        return Y(y, std::get<0>(a));
      });
  return callers::failures != 0;
}
#endif
