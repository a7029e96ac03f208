// RUN: %numeric %s
// Arrays of structs of which loops read some fields and write others, of the same element and of its neighbours.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

struct Node {
  double x, v, c[2];
  struct Pair { double a, b; } in;
};

static double total(const std::vector<Node>& nodes) {
  double s = 0;
  for (const Node& node : nodes) s += node.x * node.v + node.c[0] * node.c[1] + node.in.a * node.in.b;
  return s;
}

static std::vector<Node> make(const double* p, int n) {
  std::vector<Node> nodes(n);
  for (int i = 0; i < n; ++i) nodes[i] = {p[i], p[i] * p[i], {p[i], 0.5}, {p[i], 1}};
  return nodes;
}

// Fields of neighbours in both directions.
// CHECK-INPUT: p = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: p = uniform(-1, 1)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n]))
double neighbours(const double* p, int n) {
  std::vector<Node> nodes = make(p, n);
  for (int i = 1; i < n; ++i) {
    nodes[i].x = std::sin(nodes[i - 1].v) * nodes[i].x;
    nodes[i].v += nodes[i - 1].x * nodes[i - 1].x;
  }
  for (int i = 0; i + 1 < n; ++i) nodes[i].x *= nodes[i + 1].x * nodes[i].v;
  for (int i = n - 2; i >= 0; --i) {
    nodes[i].in.a = nodes[i + 1].in.a * nodes[i].in.b;
    nodes[i].in.b = std::cos(nodes[i + 1].in.a) * nodes[i].in.a;
  }
  return total(nodes);
}

// All pairs: one field read of all elements, another written.
// CHECK-INPUT: p = uniform(-1, 1)[4], n = 4, steps = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n]))
double pairs(const double* p, int n, int steps) {
  std::vector<Node> nodes = make(p, n);
  for (int s = 0; s < steps; ++s) {
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        const double d = nodes[j].x - nodes[i].x;
        nodes[i].v += 0.1 * d / (1 + d * d) * nodes[j].c[0];
        nodes[j].c[1] += d * nodes[i].in.a;
      }
    for (Node& node : nodes) {
      node.x += 0.1 * node.v;
      node.in.a *= node.in.b;
    }
  }
  return total(nodes);
}

// Elements of an array within the elements, one after the other.
// CHECK-INPUT: p = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n]))
double inner(const double* p, int n) {
  std::vector<Node> nodes = make(p, n);
  for (int i = 0; i < n; ++i)
    for (int k = 0; k < 2; ++k) {
      nodes[i].c[k] = nodes[i].c[1 - k] * std::sin(nodes[i].x);
      if (i > 0) nodes[i].x += nodes[i - 1].c[k] * nodes[i].c[0];
    }
  for (int i = 1; i < n; ++i) nodes[i - 1].c[i % 2] *= nodes[i].c[0] * nodes[i - 1].c[1];
  return total(nodes);
}

// A pointer to one element or the next.
// CHECK-INPUT: p = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n]))
double chosen(const double* p, int n) {
  std::vector<Node> nodes = make(p, n);
  for (int i = 0; i + 1 < n; ++i) {
    Node* const one = nodes[i].v > 0.2 ? &nodes[i] : &nodes[i + 1];
    one->x = std::sin(nodes[i].x * one->v);
    one->v *= nodes[i + 1].x;
  }
  return total(nodes);
}
