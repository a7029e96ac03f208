// RUN: %numeric %s
// Results that are remembered in containers, by references that are kept over the calls that let the containers grow.
#include <pullback/pullback.h>

#include <deque>
#include <list>
#include <map>
#include <unordered_map>
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

template <class Memo> static double remember(const double* x, int k, Memo& seen) {
  if (k <= 1)
    return x[k];
  double& e = seen[k];
  if (e == 0) {
    e = remember(x, k - 1, seen) * x[k];
    e += remember(x, k - 2, seen);
  }
  return e;
}

// CHECK-INPUT: x = [0.7, 0.9, 0.6, 0.8, 1.1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double sorted(const double* x) {
  std::map<int, double> seen;
  double r = remember(x, 4, seen);
  for (const auto& [k, v] : seen)
    r = r * 0.9 + v * k;
  return r;
}

// CHECK-INPUT: x = [0.7, 0.9, 0.6, 0.8, 1.1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double hashed(const double* x) {
  std::unordered_map<int, double> seen;
  return remember(x, 4, seen) + seen[2] * seen[3];
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

struct Info {
  double value;
  std::vector<int> next;
};

static double visit(std::map<int, Info>& graph, int node) {
  Info& own = graph[node];
  double s = own.value;
  for (int to : own.next) {
    s += visit(graph, to) * own.value;
    graph[10 * to + node].value = s; // lets the graph grow
  }
  own.value += 0.1 * s;
  return s;
}

// CHECK-INPUT: x = [0.7, 0.9, 0.6, 0.8, 1.1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double records(const double* x) {
  std::map<int, Info> graph;
  for (int i = 0; i < 5; ++i) {
    graph[i].value = x[i];
    if (i > 0)
      graph[(i - 1) / 2].next.push_back(i);
  }
  double r = visit(graph, 0);
  for (const auto& [k, info] : graph)
    r = 0.9 * r + info.value * (k + 1);
  return r;
}

static double rows(std::map<int, std::vector<double>>& all, int n, double x) {
  std::vector<double>& row = all[n];
  row.push_back(n * x);
  if (n == 0)
    return row.back();
  const double below = rows(all, n - 1, 0.9 * x);
  row.push_back(0.5 * below);
  return below + rows(all, n / 2 == n ? 0 : n / 2, x) * row[0];
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double rowsOfAMap(double x) {
  std::map<int, std::vector<double>> all;
  double r = rows(all, 3, x);
  for (const auto& [k, row] : all)
    for (double v : row)
      r = 0.9 * r + v * k;
  return r;
}

static double front(std::list<double>& all, int n, double x) {
  if (n == 0)
    return x;
  all.push_front(x * n);
  double& e = all.front();
  const double r = front(all, n - 1, 0.9 * x);
  e *= r;
  return e + r;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double lists(double x) {
  std::list<double> all;
  double r = front(all, 3, x);
  for (double v : all)
    r = 0.9 * r + v;
  return r;
}

static double back(std::deque<double>& all, int n, double x) {
  if (n == 0)
    return x;
  all.push_back(x * n);
  double& e = all.back();
  const double r = back(all, n - 1, 0.9 * x);
  e *= r;
  return e + r;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double deques(double x) {
  std::deque<double> all;
  double r = back(all, 3, x);
  for (double v : all)
    r = 0.9 * r + v;
  return r;
}
