// RUN: %numeric %s
// std::map with integers and numbers as keys, and std::set.
#include <cmath>
#include <iterator>
#include <map>
#include <pullback/pullback.h>
#include <set>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double byKey(const double* x, int n) {
  std::map<int, double> sums;
  for (int i = 0; i < n; ++i)
    sums[(i * 5) % 3] += x[i] * x[i];
  double r = 1;
  for (const auto& [key, value] : sums)
    r *= value + key;
  if (sums.count(1))
    r += sums.at(1);
  auto found = sums.find(2);
  if (found != sums.end())
    r += found->second;
  return r;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double changed(const double* x, int n) {
  std::map<int, double> values{{4, x[0]}, {1, x[1]}};
  for (int i = 0; i < n; ++i)
    values.insert({i * 2, x[i]});
  values.erase(2);
  for (auto it = values.begin(); it != values.end(); ++it)
    it->second *= it->first + 1;
  values.emplace(7, x[2] * x[3]);
  double& first = values.begin()->second;
  values[100] = first;
  first *= 2;
  double s = 0;
  for (auto& entry : values)
    s = s * 0.5 + entry.second * entry.second;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sparse(const double* x, int n) {
  std::map<int, std::vector<double>> rows;
  std::set<int> used;
  for (int i = 0; i < n; ++i) {
    rows[i % 4].push_back(x[i]);
    used.insert(i % 4);
  }
  used.erase(3);
  double s = 1;
  for (int key : used)
    for (double v : rows[key])
      s = s * v + v;
  return s;
}

// Rates by times, with the last one beyond them all.
// CHECK-INPUT: r = uniform(0.01, 0.05)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(r[n]))
double discounted(const double *r, int n) {
  const double times[] = {0.5, 1, 2, 5};
  std::map<double, double> curve;
  for (int i = 0; i < n; ++i)
    curve.emplace_hint(curve.end(), times[i], r[i]);
  double s = 0;
  for (double t = 0.25; t < 6; t += 0.75) {
    auto high = curve.lower_bound(t);
    double rate = curve.rbegin()->second;
    if (high == curve.begin()) {
      rate = high->second;
    } else if (high != curve.end()) {
      auto low = std::prev(high);
      rate = low->second + (t - low->first) / (high->first - low->first) * (high->second - low->second);
    }
    s += std::exp(-t * rate);
  }
  return s;
}
