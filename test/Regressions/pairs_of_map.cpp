// RUN: %numeric %s
// Vectors of the elements of a map, whose keys are const there.
#include <pullback/pullback.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double sorted_by_value(double x, double y) {
  std::map<int, double> m{{2, x}, {1, 2 * x}, {5, x * y}};
  std::vector<std::pair<int, double>> v(m.begin(), m.end());
  std::sort(v.begin(), v.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  double s = 0, weight = 1;
  for (const auto& [key, value] : v)
    s += weight++ * key * value * value;
  return s;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double assigned(double x, double y) {
  const std::map<int, double> m{{2, x}, {1, 2 * x}};
  std::vector<std::pair<int, double>> v;
  v.assign(m.begin(), m.end());
  v.emplace_back(3, y);
  v.insert(v.begin(), m.begin(), m.end());
  return v[0].second * v[0].first + v[3].second * x * v[4].second;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_vectors(double x, double y) {
  std::map<int, std::vector<double>> m{{2, {x, y}}, {1, {2 * x}}};
  std::vector<std::pair<int, std::vector<double>>> v(m.begin(), m.end());
  m[2][0] = 0;
  return v[0].second[0] * v[0].first + v[1].second[1] * v[1].second[0] + static_cast<double>(v[1].second.size());
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double converted(double x, double y) {
  std::map<int, double> m{{2, x}, {1, 2 * y}};
  std::vector<std::pair<const int, double>> v(m.begin(), m.end());
  std::vector<std::pair<double, double>> w(m.cbegin(), m.cend());
  std::vector<std::pair<int, double>> backwards(m.rbegin(), m.rend());
  return v[0].second * v[0].first + v[1].second * x * w[1].first * w[0].second + backwards[0].second;
}
