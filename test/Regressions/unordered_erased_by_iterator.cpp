// RUN: %numeric %s
// Elements of std::unordered_map and std::unordered_set that are erased where they were found.
#include <pullback/pullback.h>

#include <unordered_map>
#include <unordered_set>

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_map(double x, int n) {
  std::unordered_map<int, double> m;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    m[i] = x * (i + 1);
    m[i + 1] = x * x;
    if (auto f = m.find(i); f != m.end()) {
      s += f->second * f->second;
      m.erase(f);
    }
  }
  return s * m[n] + static_cast<double>(m.size());
}

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_set(double x, int n) {
  std::unordered_set<int> seen;
  double s = 0;
  for (int i = 0; i < 2 * n; ++i) {
    const auto found = seen.find(i % n);
    if (found != seen.end()) {
      seen.erase(found);
      s += x * x * i;
    } else if (i % 2 == 0) {
      seen.insert(i % n);
      s += x;
    }
  }
  return s + static_cast<double>(seen.size()) * x;
}
