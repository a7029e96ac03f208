// RUN: %numeric %s
// Lambdas that call themselves, by std::function or by a parameter, and change containers around them.
#include <cmath>
#include <functional>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double subtrees(const double *x, int n) {
  std::vector<std::vector<int>> next(n);
  for (int i = 1; i < n; ++i)
    next[(i - 1) / 2].push_back(i);
  std::vector<double> sums(n);
  std::vector<int> order;
  std::function<void(int, double)> go = [&](int u, double d) {
    sums[u] = x[u] * d;
    for (int v : next[u]) {
      go(v, d * 0.9 + x[v]);
      sums[u] += std::sin(sums[v]) * x[u];
    }
    order.push_back(u);
  };
  go(0, 1.0);
  double s = 0;
  for (int u : order)
    s = s * x[u] + sums[u];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double permutations(const double *x, int n) {
  std::vector<int> path;
  std::vector<bool> used(n);
  double total = 0;
  auto go = [&](auto &&self) -> void {
    if (path.size() == 3) {
      double p = 1;
      for (int i : path)
        p = p * x[i] + 0.1 * i;
      total += p;
      return;
    }
    for (int i = 0; i < n; ++i) {
      if (used[i])
        continue;
      used[i] = true;
      path.push_back(i);
      self(self);
      path.pop_back();
      used[i] = false;
    }
  };
  go(go);
  return total;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double logged(const double *x, int n) {
  std::vector<double> out;
  std::function<double(int)> go = [&](int i) -> double {
    if (i == n)
      return 1;
    out.push_back(x[i] * i);
    return x[i] * go(i + 1) + std::sin(x[i]);
  };
  double s = go(0);
  for (double v : out)
    s = s * v + v;
  return s;
}
