// RUN: %numeric %s
// Recursive functions that take vectors, views, objects with vectors and closures by reference.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct TreeNode {
  int left, right;
  double weight;
};

static double eval(const std::vector<TreeNode> &tree, int i, double x) {
  const TreeNode &node = tree[i];
  if (node.left < 0)
    return node.weight * x;
  return std::sin(eval(tree, node.left, x)) * node.weight + eval(tree, node.right, x * 0.9);
}

static void quicksort(std::vector<double> &v, int low, int high) {
  if (low >= high)
    return;
  const double pivot = v[(low + high) / 2];
  int i = low, j = high;
  while (i <= j) {
    while (v[i] < pivot)
      ++i;
    while (v[j] > pivot)
      --j;
    if (i <= j) {
      const double t = v[i];
      v[i] = v[j];
      v[j] = t;
      ++i;
      --j;
    }
  }
  quicksort(v, low, j);
  quicksort(v, i, high);
}

// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double treeAndSorted(const double *x, int n) {
  std::vector<TreeNode> tree;
  for (int i = 0; i < n; ++i)
    tree.push_back({2 * i + 2 < n ? 2 * i + 1 : -1, 2 * i + 2, x[i]});
  std::vector<double> v(x, x + n);
  quicksort(v, 0, n - 1);
  return eval(tree, 0, x[0]) + v[n / 2] * v[1];
}

class Regressor {
  struct Node {
    int feature, left, right;
    double threshold, value;
  };
  std::vector<Node> nodes;
  double scale;

public:
  explicit Regressor(double s) : scale(s) {}
  int add(int feature, double threshold, double value) {
    nodes.push_back({feature, -1, -1, threshold, value});
    return static_cast<int>(nodes.size()) - 1;
  }
  void connect(int parent, int left, int right) {
    nodes[parent].left = left;
    nodes[parent].right = right;
  }
  double predict(const double *x, int i = 0) const {
    const Node &node = nodes[i];
    if (node.left < 0)
      return node.value * scale;
    const double p = 1 / (1 + std::exp(-(x[node.feature] - node.threshold)));
    return p * predict(x, node.right) + (1 - p) * predict(x, node.left);
  }
};

// CHECK-INPUT: x = uniform(0.5, 1)[3], v = uniform(0, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3], v[3]))
double predicted(const double *x, const double *v) {
  Regressor r(x[2]);
  const int a = r.add(0, v[0], 0), b = r.add(0, 0, v[1]), c = r.add(1, 0.2, 0), d = r.add(0, 0, v[2]);
  const int e = r.add(0, 0, 1.5);
  r.connect(a, b, c);
  r.connect(c, d, e);
  return r.predict(x);
}

struct View {
  const double *data;
  int n;
};

static double folded(View v) {
  if (v.n == 1)
    return v.data[0] * v.data[0];
  const int half = v.n / 2;
  const View a{v.data, half}, b{v.data + half, v.n - half};
  return folded(a) * std::cos(folded(b));
}

// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double halves(const double *x, int n) {
  auto go = [&](auto &self, int low, int high) -> double {
    if (high - low == 1)
      return x[low] * x[low];
    const int middle = (low + high) / 2;
    return self(self, low, middle) + std::sin(self(self, middle, high));
  };
  const View v{x, n};
  return folded(v) + go(go, 0, n);
}
