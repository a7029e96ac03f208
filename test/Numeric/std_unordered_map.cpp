// RUN: %numeric %s
// std::unordered_map: elements found by their keys.
#include <cmath>
#include <pullback/pullback.h>
#include <unordered_map>

// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double buckets(const double *x, int n) {
  std::unordered_map<int, double> bucket;
  for (int i = 0; i < n; ++i)
    bucket[i % 3] += x[i] * x[i];
  double s = 0;
  for (int k = 0; k < 4; ++k) {
    auto it = bucket.find(k);
    if (it != bucket.end())
      s += std::sqrt(it->second) * (k + 1);
  }
  return bucket.count(7) == 0 ? s * bucket.at(1) : s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double remembered(const double *x, int n) {
  std::unordered_map<int, double> known;
  known.reserve(8);
  double s = 0;
  for (int i = 0; i < 3 * n; ++i) {
    const int key = i * i % n;
    if (known.find(key) == known.end())
      known.emplace(key, std::sin(x[key]) * x[0]);
    s += known[key] * x[i % n];
  }
  known.erase(1);
  return s + static_cast<double>(known.size());
}
