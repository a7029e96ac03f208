// RUN: %numeric %s
// A graph whose edges refer to their weights, as vectors of vectors.
#include <algorithm>
#include <pullback/pullback.h>
#include <vector>
struct Edge {
  const double &w;
  int to;
};
struct Graph {
  std::vector<std::vector<Edge>> adj;
  explicit Graph(int n) : adj(n) {}
  void add(int a, int b, const double &w) { adj[a].push_back({w, b}); }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double walked(const double *x, int n) {
  Graph g(n);
  for (int i = 0; i < n; ++i) {
    g.add(i, (i + 1) % n, x[i]);
    g.add(i, (i + 2) % n, x[(i + 3) % n]);
  }
  std::vector<double> val(n, 1.0), next(n);
  for (int t = 0; t < 3; ++t) {
    std::fill(next.begin(), next.end(), 0.0);
    for (int i = 0; i < n; ++i)
      for (const Edge &e : g.adj[i])
        next[e.to] += e.w * val[i];
    std::swap(val, next);
  }
  double s = 0;
  for (double v : val)
    s += v * v;
  return s;
}
