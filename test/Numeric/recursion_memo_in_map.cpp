// RUN: %numeric %s
// Results that are remembered in maps: references that are taken after the recursive calls, and rows whose elements stay.
#include <pullback/pullback.h>

#include <map>
#include <vector>

static double cost(const double* x, int k, std::map<int, double>& seen) {
  if (k <= 1)
    return x[k];
  const auto known = seen.find(k);
  if (known != seen.end())
    return known->second;
  const double value = cost(x, k - 1, seen) * x[k] + cost(x, k - 2, seen);
  double& e = seen[k];
  e = value;
  return e;
}

// CHECK-INPUT: x = [0.7, 0.9, 0.6, 0.8, 1.1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double memo(const double* x) {
  std::map<int, double> seen;
  double r = cost(x, 4, seen);
  for (const auto& [k, v] : seen)
    r = r * 0.9 + v * k;
  return r;
}

static double sum(std::map<int, std::vector<int>>& children, const double* x, int node) {
  double s = x[node];
  for (int child : children[node])
    s += 0.5 * sum(children, x, child) * x[node];
  return s;
}

// CHECK-INPUT: x = [0.7, 0.9, 0.6, 0.8, 1.1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double tree(const double* x) {
  std::map<int, std::vector<int>> children;
  for (int i = 1; i < 5; ++i)
    children[(i - 1) / 2].push_back(i);
  return sum(children, x, 0); // makes empty rows on the way
}
