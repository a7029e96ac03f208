// RUN: %numeric %s
// The greater and the lesser of objects, and of numbers by a comparison of the user's.
#include <algorithm>
#include <cmath>
#include <pullback/pullback.h>
#include <utility>

struct Node {
  double key;
  int id;
  bool operator<(const Node &o) const { return key < o.key; }
};
struct ByAbs {
  bool operator()(double a, double b) const { return std::fabs(a) < std::fabs(b); }
};

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double best(const double *x, int n) {
  std::pair<double, int> most{-1e9, -1};
  Node least{1e9, -1};
  for (int i = 0; i + 1 < n; ++i) {
    most = std::max(most, {x[i] * x[i + 1], i});
    least = std::min(least, Node{x[i] + x[i + 1], i});
  }
  return most.first * x[most.second] + least.key * x[least.id];
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double largest(const double *x, int n) {
  double most = 0;
  for (int i = 0; i < n; ++i)
    most = std::max(most, x[i], ByAbs());
  const double few = std::min({x[0], x[1], x[2]}, [](double a, double b) { return a * a < b * b; });
  const auto [lo, hi] = std::minmax(x[3], x[4]);
  const Node third = std::max({Node{x[0], 1}, Node{x[1], 2}, Node{x[2], 0}});
  const Node sec{x[5] * x[0], 3};
  const Node &other = std::max(third, sec, [](const Node &a, const Node &b) { return a.id < b.id; });
  return most * few + lo * hi * hi + third.key * x[third.id] + other.key;
}
