// RUN: %numeric %s
// Classes whose functions call themselves: trees that grow, tables that are filled, expressions, forests.
#include <cmath>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

class Tree {
  struct Node {
    int point, low, high;
  };
  std::vector<Node> nodes;

public:
  int build(int first, int last) {
    if (first >= last)
      return -1;
    const int middle = (first + last) / 2;
    const int low = build(first, middle), high = build(middle + 1, last);
    nodes.push_back({middle, low, high});
    return static_cast<int>(nodes.size()) - 1;
  }
  int next(int i) const { return nodes[i].high; }
  int point(int i) const { return nodes[i].point; }
};

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double built(const double *x, int n) {
  Tree tree;
  double s = 0;
  for (int i = tree.build(0, n); i >= 0; i = tree.next(i))
    s = s * x[tree.point(i)] + x[tree.point(i)];
  return s;
}

class Table {
  std::vector<std::vector<double>> values;
  std::vector<std::vector<bool>> known;
  const double *x;

public:
  Table(const double *x, int n) : values(n, std::vector<double>(n)), known(n, std::vector<bool>(n)), x(x) {}
  double get(int i, int j) {
    if (i == 0 || j == 0)
      return x[i + j];
    if (known[i][j])
      return values[i][j];
    known[i][j] = true;
    return values[i][j] = std::sin(get(i - 1, j)) + x[j] * get(i, j - 1);
  }
};

// CHECK-INPUT: x = uniform(0.5, 1)[5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double tabulated(const double *x) {
  Table table(x, 4);
  return table.get(2, 2) * table.get(1, 2) + table.get(3, 1);
}

struct Term {
  double v;
  int a, b;
};
struct Expression {
  std::vector<Term> terms;
  double eval(int i) const {
    const Term &t = terms[i];
    if (t.a < 0)
      return t.v;
    auto left = [&] { return eval(t.a); };
    return left() * eval(t.b);
  }
};

// CHECK-INPUT: x = uniform(0.5, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2]))
double forest(const double *x) {
  std::vector<Expression> all;
  for (int i = 0; i < 2; ++i) {
    Expression one;
    one.terms = {{x[i], -1, -1}, {x[1], -1, -1}, {0, 0, 1}, {0, 2, 2}};
    all.push_back(std::move(one));
  }
  double s = 0;
  for (const Expression &one : all)
    s += one.eval(3);
  return s;
}

// A tree of boxes with masses, that splits a box where a second point comes into it.
class Masses {
  struct Box {
    double center, size, mass, place;
    int child[2], point;
  };
  std::vector<Box> boxes;
  const double *x;

public:
  explicit Masses(const double *x) : x(x) { boxes.push_back({0.75, 1, 0, 0, {-1, -1}, -1}); }
  void insert(int b, int p) {
    if (boxes[b].child[0] < 0 && boxes[b].point < 0) {
      boxes[b].point = p;
      boxes[b].mass = 1;
      boxes[b].place = x[p];
      return;
    }
    if (boxes[b].child[0] < 0) {
      const int old = boxes[b].point;
      boxes[b].point = -1;
      for (int k = 0; k < 2; ++k) {
        boxes.push_back(
            {boxes[b].center + (k ? 0.25 : -0.25) * boxes[b].size, boxes[b].size / 2, 0, 0, {-1, -1}, -1});
        boxes[b].child[k] = static_cast<int>(boxes.size()) - 1;
      }
      insert(boxes[b].child[x[old] > boxes[b].center], old);
    }
    boxes[b].place = (boxes[b].place * boxes[b].mass + x[p]) / (boxes[b].mass + 1);
    boxes[b].mass += 1;
    insert(boxes[b].child[x[p] > boxes[b].center], p);
  }
  double force(int b, double at) const {
    const Box &box = boxes[b];
    if (box.mass == 0)
      return 0;
    const double d = box.place - at;
    if (box.child[0] < 0 || box.size * box.size < 0.1 * d * d)
      return box.mass * d / (d * d + 0.01);
    double f = 0;
    for (int c : box.child)
      f += force(c, at);
    return f;
  }
};

// CHECK-INPUT: x = [0.51, 0.83, 0.62, 0.97], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double forces(const double *x, int n) {
  Masses masses(x);
  for (int i = 0; i < n; ++i)
    masses.insert(0, i);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += masses.force(0, x[i]) * masses.force(0, x[i] + 0.1);
  return s;
}
