// RUN: %numeric %s
// Recursive functions that append to vectors, read rows of vectors, mark what they have seen and remember results.
#include <cmath>
#include <pullback/pullback.h>
#include <unordered_map>
#include <vector>

static void collect(const double *x, int low, int high, std::vector<double> &out) {
  if (high - low == 1) {
    out.push_back(std::sin(x[low]));
    return;
  }
  const int middle = (low + high) / 2;
  collect(x, low, middle, out);
  out.push_back(x[middle] * x[low]);
  collect(x, middle, high, out);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double collected(const double *x, int n) {
  std::vector<double> out;
  collect(x, 0, n, out);
  double s = 1;
  for (double v : out)
    s = s * v + v;
  return s;
}

static void visit(const std::vector<std::vector<int>> &next, int u, std::vector<bool> &seen, std::vector<int> &order) {
  seen[u] = true;
  for (int v : next[u])
    if (!seen[v])
      visit(next, v, seen, order);
  order.push_back(u);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double depthFirst(const double *x, int n) {
  std::vector<std::vector<int>> next(n);
  for (int i = 0; i + 1 < n; ++i) {
    next[i].push_back((2 * i + 1) % n);
    next[i].push_back(i + 1);
  }
  std::vector<bool> seen(n);
  std::vector<int> order;
  for (int i = 0; i < n; ++i)
    if (!seen[i])
      visit(next, i, seen, order);
  double s = 1;
  for (int u : order)
    s = s * x[u] + std::sin(x[u]);
  return s;
}

static double reach(const std::vector<std::vector<double>> &rows, int u, int depth) {
  double s = 0;
  for (double v : rows[u])
    s += v * (depth ? reach(rows, (u + 1) % 3, depth - 1) : 1.0);
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double weighted(const double *x) {
  std::vector<std::vector<double>> rows(3);
  for (int i = 0; i < 6; ++i)
    rows[i % 3].push_back(x[i]);
  return reach(rows, 0, 3);
}

static double remembered(int n, double a, std::unordered_map<int, double> &known) {
  if (n < 2)
    return a;
  auto it = known.find(n);
  if (it != known.end())
    return it->second;
  return known[n] = std::sin(remembered(n - 1, a, known)) + 0.5 * remembered(n - 2, a, known);
}

// CHECK-INPUT: a = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double memoised(double a) {
  std::unordered_map<int, double> known;
  return remembered(7, a, known);
}

// Loops with every way out, and recursion in their conditions.
struct Finds {
  std::vector<double> values;
  double best = 0;
};
static bool find(Finds &out, const double *x, int n, double left) {
  if (left < 0)
    return false;
  switch (n) {
  case 0:
    out.best += left * left;
    return left < 0.5;
  case 1:
    out.values.push_back(left);
    break;
  default:
    if (find(out, x, n - 2, left - x[n]))
      return true;
  }
  int k = 0;
  do {
    if (k == 1 && find(out, x, n - 1, left * x[k]))
      break;
    ++k;
  } while (k < 3 && !find(out, x, n - 1, left - x[k]));
  return k == 2;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], t = 2.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, t))
double searched(const double *x, double t) {
  Finds out;
  double s = find(out, x, 4, t) ? 1.5 * x[0] : x[1];
  for (double v : out.values)
    s = s * 0.7 + v * v;
  return s * out.best;
}
