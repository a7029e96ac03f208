// RUN: %numeric %s
// Recursive algorithms: a Fourier transform, adaptive quadrature, a k-d tree, strongly connected components.
#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>

using Complex = std::complex<double>;

static std::vector<Complex> transformed(const std::vector<Complex> &a) {
  const std::size_t n = a.size();
  if (n == 1)
    return a;
  std::vector<Complex> even(n / 2), odd(n / 2);
  for (std::size_t i = 0; i < n / 2; ++i) {
    even[i] = a[2 * i];
    odd[i] = a[2 * i + 1];
  }
  even = transformed(even);
  odd = transformed(odd);
  std::vector<Complex> r(n);
  for (std::size_t k = 0; k < n / 2; ++k) {
    const double angle = -2 * 3.14159265358979 * k / n;
    const Complex t = Complex(std::cos(angle), std::sin(angle)) * odd[k];
    r[k] = even[k] + t;
    r[k + n / 2] = even[k] - t;
  }
  return r;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double spectrum(const double *x, int n) {
  std::vector<Complex> a(n);
  for (int i = 0; i < n; ++i)
    a[i] = x[i] * x[i];
  a = transformed(a);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += std::norm(a[i]) * (i + 1);
  return s;
}

struct Samples {
  std::vector<double> values;
};
static double adapted(const std::function<double(double)> &f, double a, double b, double fa, double fb, Samples &samples,
                      int depth) {
  const double m = 0.5 * (a + b), fm = f(m);
  samples.values.push_back(fm);
  if (depth == 0 || std::fabs(fm - 0.5 * (fa + fb)) < 0.02)
    return (b - a) * (fa + 4 * fm + fb) / 6;
  return adapted(f, a, m, fa, fm, samples, depth - 1) + adapted(f, m, b, fm, fb, samples, depth - 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2]))
double quadrature(const double *x) {
  Samples samples;
  auto f = [&](double t) { return std::exp(-x[0] * t) * std::sin(x[1] * t * 3); };
  double r = adapted(f, 0, 1, f(0), f(1), samples, 4);
  for (double v : samples.values)
    r += 0.01 * v * v;
  return r;
}

struct Index {
  struct Node {
    int point, low, high;
  };
  std::vector<Node> nodes;
  const double *x;
  int build(std::vector<int> &order, int first, int last, int axis) {
    if (first >= last)
      return -1;
    std::sort(order.begin() + first, order.begin() + last,
              [&](int a, int b) { return x[2 * a + axis] < x[2 * b + axis]; });
    const int middle = (first + last) / 2, id = static_cast<int>(nodes.size());
    nodes.push_back({order[middle], -1, -1});
    const int low = build(order, first, middle, 1 - axis), high = build(order, middle + 1, last, 1 - axis);
    nodes[id].low = low;
    nodes[id].high = high;
    return id;
  }
  void nearest(int id, const double *at, int axis, double &best, int &which) const {
    if (id < 0)
      return;
    const Node &node = nodes[id];
    const double dx = x[2 * node.point] - at[0], dy = x[2 * node.point + 1] - at[1], d = dx * dx + dy * dy;
    if (d < best) {
      best = d;
      which = node.point;
    }
    const double side = at[axis] - x[2 * node.point + axis];
    nearest(side < 0 ? node.low : node.high, at, 1 - axis, best, which);
    if (side * side < best)
      nearest(side < 0 ? node.high : node.low, at, 1 - axis, best, which);
  }
};

// CHECK-INPUT: x = uniform(0, 1)[10], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[10]))
double neighbours(const double *x, int n) {
  Index index;
  index.x = x;
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  const int root = index.build(order, 0, n, 0);
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    const double at[2] = {0.3 * i + 0.1, 0.8 - 0.25 * i};
    double best = 1e9;
    int which = -1;
    index.nearest(root, at, 0, best, which);
    s += best * (which + 1);
  }
  return s;
}

class Graph {
  std::vector<std::vector<int>> next;
  std::vector<int> index, low, stack;
  std::vector<bool> isOn;
  int count = 0;

public:
  std::vector<std::vector<int>> components;
  explicit Graph(int n) : next(n), index(n, -1), low(n), isOn(n) {}
  void connect(int from, int to) { next[from].push_back(to); }
  bool isSeen(int v) const { return index[v] >= 0; }
  void visit(int v) {
    index[v] = low[v] = count++;
    stack.push_back(v);
    isOn[v] = true;
    for (int to : next[v]) {
      if (index[to] < 0) {
        visit(to);
        low[v] = std::min(low[v], low[to]);
      } else if (isOn[to]) {
        low[v] = std::min(low[v], index[to]);
      }
    }
    if (low[v] != index[v])
      return;
    std::vector<int> component;
    int last;
    do {
      last = stack.back();
      stack.pop_back();
      isOn[last] = false;
      component.push_back(last);
    } while (last != v);
    components.push_back(component);
  }
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double components(const double *x, int n) {
  Graph graph(n);
  for (int i = 0; i < n; ++i) {
    graph.connect(i, i == 2 ? 0 : (i + 1) % n);
    graph.connect(i, i * 2 % n);
  }
  for (int i = 0; i < n; ++i)
    if (!graph.isSeen(i))
      graph.visit(i);
  double s = 0;
  for (const auto &component : graph.components) {
    double p = 1;
    for (int v : component)
      p *= x[v];
    s += p;
  }
  return s;
}
