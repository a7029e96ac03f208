// RUN: %numeric %s
// Tuples that hold numbers alone are copied element by element where they are sorted: what an element lies in is a
// private base of the tuple.
#include <pullback/pullback.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

using Triplet = std::tuple<int, int, double>;

static bool isBefore(const Triplet& a, const Triplet& b) {
  return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) < std::get<0>(b) : std::get<1>(a) < std::get<1>(b);
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double by_comparison(double x, double y) {
  std::vector<Triplet> t;
  t.emplace_back(1, 0, x);
  t.push_back({0, 1, x * y});
  t.emplace_back(0, 0, y * y);
  std::sort(t.begin(), t.end(), isBefore);
  double s = 0, weight = 1;
  for (const auto& [row, column, value] : t)
    s += value * value * (row + 2 * column + weight++);
  return s;
}

// CHECK-INPUT: x = 0.7, y = 1.3
// CHECK-INPUT: x = 1.7, y = 0.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double by_order_of_tuples(double x, double y) {
  std::vector<Triplet> t{{1, 0, x}, {0, 1, x * y}, {0, 1, y * y}, {1, 0, x + y}};
  std::stable_sort(t.begin(), t.end());
  double s = 0, weight = 1;
  for (const auto& [row, column, value] : t)
    s += value * value * (row + 2 * column + weight++);
  return s;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double least(double x, double y) {
  std::vector<Triplet> t{{1, 0, x}, {0, 1, x * y}, {0, 0, y * y}};
  auto found = std::min_element(t.begin(), t.end(), isBefore);
  return std::get<2>(*found) * x + static_cast<double>(found - t.begin());
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double the_first_two(double x, double y) {
  std::vector<Triplet> t{{1, 0, x}, {0, 1, x * y}, {-1, 1, y * y}, {2, 0, x + y}};
  std::partial_sort(t.begin(), t.begin() + 2, t.end(), isBefore);
  return std::get<2>(t[0]) * x + std::get<2>(t[1]) * y;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double the_third(double x, double y) {
  std::vector<Triplet> t{{1, 0, x}, {0, 1, x * y}, {-1, 1, y * y}, {2, 0, x + y}};
  std::nth_element(t.begin(), t.begin() + 2, t.end(), isBefore);
  return std::get<2>(t[2]) * x;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_one_element(double x, double y) {
  std::vector<std::tuple<double>> t{std::tuple<double>(x), std::tuple<double>(x * y), std::tuple<double>(y * y)};
  std::sort(t.begin(), t.end());
  std::tuple<double> first = std::move(t[0]);
  return std::get<0>(first) * std::get<0>(t[1]) + 2 * std::get<0>(t[2]);
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double pairs_of_tuples(double x, double y) {
  std::vector<std::pair<std::tuple<int, double>, std::tuple<double, int>>> t;
  t.push_back({{2, x}, {y, 1}});
  t.push_back({{1, x * y}, {x * x, 3}});
  t.push_back({{1, y * y}, {x + y, 2}});
  std::sort(t.begin(), t.end(), [](const auto& a, const auto& b) {
    return std::get<0>(a.first) != std::get<0>(b.first) ? std::get<0>(a.first) < std::get<0>(b.first)
                                                        : std::get<1>(a.second) < std::get<1>(b.second);
  });
  double s = 0, weight = 1;
  for (const auto& [first, second] : t)
    s += std::get<1>(first) * std::get<0>(second) * weight++;
  return s;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double tuples_of_tuples(double x, double y) {
  using Nested = std::tuple<int, std::tuple<double, int>, std::pair<int, double>>;
  std::vector<Nested> t{{3, {x, 1}, {1, y}}, {1, {x * y, 2}, {2, x}}, {2, {y, 3}, {3, x * x}}};
  std::sort(t.begin(), t.end(), [](const Nested& a, const Nested& b) { return std::get<0>(a) < std::get<0>(b); });
  double s = 0, weight = 1;
  for (const Nested& one : t)
    s += std::get<0>(std::get<1>(one)) * std::get<2>(one).second * weight++;
  return s;
}
