// RUN: %numeric %s
// Elements of a vector that grows: pairs and tuples of structs whose members have initial values.
#include <pullback/pullback.h>

#include <tuple>
#include <utility>
#include <vector>

struct Beam {
  double blank = 1, other = 2;
};

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double shrunk(double x, double y) {
  std::vector<std::pair<int, Beam>> v;
  v.emplace_back(1, Beam{x, y});
  v.emplace_back(2, Beam{x * y, y});
  v.resize(1);
  return v[0].second.blank * v[0].second.other;
}

// CHECK-INPUT: x = 0.7, y = 1.3, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double grown(double x, double y, int n) {
  std::vector<std::pair<int, Beam>> v(1);
  v[0].second.blank = x;
  v.resize(n);
  v[2].second.other *= y;
  v.emplace_back();
  v[n].second.blank *= x;
  double s = 0;
  for (const auto& [key, beam] : v)
    s += (beam.blank + x) * (beam.other + key * y);
  return s;
}

// CHECK-INPUT: x = 0.7, y = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double nested(double x, double y, int n) {
  std::vector<std::pair<Beam, std::vector<double>>> v(n);
  std::vector<std::vector<std::pair<double, Beam>>> w(n);
  v[1].second.push_back(x);
  w[2].resize(2);
  v.resize(n + 1);
  w[2][1].first = y;
  return v[1].second[0] * v[n].first.other * w[2][1].second.blank * w[2][1].first;
}

// CHECK-INPUT: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double tuples(double x, int n) {
  std::vector<std::tuple<int, Beam>> v;
  v.resize(n);
  std::get<1>(v[1]).blank = x;
  v.resize(n + 1);
  return std::get<1>(v[1]).blank * std::get<1>(v[n]).other * x;
}
