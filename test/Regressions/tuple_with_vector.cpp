// RUN: %numeric %s

// Generated code has a class of its own for a tuple with a vector in it; the elements behind the vector, and in front
// of it, are tuples there.
#include <pullback/pullback.h>
#include <tuple>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1), n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double behind(double x, int n) {
  std::vector<std::tuple<std::vector<double>, int, double>> all;
  all.push_back({std::vector<double>(1, x), 2, x});
  all.push_back({std::vector<double>(2, x), n, x * x});
  double s = 1;
  for (const auto &[values, i, factor] : all)
    s = s * values[0] * i * factor;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1), n = 3
// CHECK-INPUT: x = uniform(0.5, 1), n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_front(double x, int n) {
  std::tuple<int, std::vector<double>> a{n, std::vector<double>(1, x)}, b{n + 1, std::vector<double>(2, x)};
  const std::tuple<int, std::vector<double>> &chosen = n > 3 ? a : b;
  std::tuple<int, double> plain{n, x};
  return std::get<1>(chosen)[0] * std::get<0>(chosen) * std::get<1>(plain);
}
