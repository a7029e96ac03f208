// RUN: %numeric %s
// std::unordered_map whose keys are pairs, arrays and names, with hashes of the user's; try_emplace of several
// arguments.
#include <array>
#include <cmath>
#include <map>
#include <pullback/pullback.h>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct PairHash {
  std::size_t operator()(const std::pair<int, int> &p) const {
    return static_cast<std::size_t>(p.first) * 73856093u ^ static_cast<std::size_t>(p.second) * 19349663u;
  }
};
struct ArrayHash {
  std::size_t operator()(const std::array<int, 3> &a) const {
    return static_cast<std::size_t>(a[0] + 31 * a[1] + 961 * a[2]);
  }
};
struct Cell {
  double mass = 0;
  std::vector<int> members;
};
struct Line {
  double slope, offset;
  Line(double s, double o) : slope(s), offset(o) {}
};

// CHECK-INPUT: x = uniform(-2, 2)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double density(const double *x, int n) {
  std::unordered_map<std::pair<int, int>, Cell, PairHash> grid;
  std::unordered_map<std::array<int, 3>, double, ArrayHash> sums(64);
  std::unordered_set<std::pair<int, int>, PairHash> seen;
  for (int i = 0; i < n; ++i) {
    const int column = static_cast<int>(std::floor(x[i]));
    Cell &cell = grid[{column, i % 2}];
    cell.mass += x[i] * x[i];
    cell.members.push_back(i);
    sums[{column, 0, i % 3}] += seen.insert({column, i % 3}).second ? x[i] : 2 * x[i];
  }
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const int column = static_cast<int>(std::floor(x[i]));
    for (int side = -1; side <= 1; ++side) {
      auto found = grid.find({column + side, i % 2});
      if (found == grid.end())
        continue;
      for (int j : found->second.members)
        s += x[i] * x[j] * found->second.mass;
    }
    if (auto found = sums.find({column, 0, 1}); found != sums.end())
      s += found->second * found->second;
  }
  return s;
}

// CHECK-INPUT: x = uniform(-2, 2)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lines(const double *x, int n) {
  std::map<int, Line> known;
  std::unordered_map<int, Line> also;
  std::unordered_map<std::string, double> named{{"first", x[0]}, {"last", x[n - 1]}};
  named["sum"] = 0;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const auto [place, isNew] = known.try_emplace(i % 4, x[i], x[i] * x[i]);
    s += isNew ? place->second.slope : 2 * place->second.offset;
    also.try_emplace(i % 3, x[i], 0.5);
    named["sum"] += also.at(i % 3).slope * x[i];
  }
  return s * named.at("first") + named.at("sum") * named["last"];
}
