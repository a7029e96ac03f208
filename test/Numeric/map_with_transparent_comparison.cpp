// RUN: %numeric %s
// Comparisons that would take other types than keys, and keys.
#include <pullback/pullback.h>

#include <functional>
#include <map>
#include <set>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double keys(double x) {
  std::map<int, double, std::less<>> m;
  m[1] = x;
  m[2] = 2 * x;
  m[3] = 5 * x * x;
  std::set<int, std::greater<>> s{1, 3};
  const int key = 2;
  double r = m.lower_bound(key)->second + static_cast<double>(m.count(3)) * x + static_cast<double>(s.count(key));
  for (int k : s)
    r = 0.5 * r + m.find(k)->second;
  return r;
}
