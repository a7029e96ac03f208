// RUN: %numeric %s
// References to members of nodes, which functions find or make.

#include <pullback/pullback.h>

struct Node {
  int key;
  double value;
  Node *next = nullptr;
};

struct Table {
  Node *root = nullptr;
  double &at(int key) {
    for (Node *node = root; node; node = node->next)
      if (key == node->key)
        return node->value;
    root = new Node{key, 0, root};
    return root->value;
  }
  ~Table() {
    while (root) {
      Node *gone = root;
      root = root->next;
      delete gone;
    }
  }
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double sums_by_key(const double *x, int n) {
  Table table;
  for (int i = 0; i < n; ++i)
    table.at(i * i % 3) += x[i];
  for (int i = 0; i < n; ++i) {
    double &value = table.at(i % 2);
    value *= 1 + x[i] * table.root->value;
  }
  double sum = 0;
  for (const Node *node = table.root; node; node = node->next)
    sum = sum * node->value + (node->key + 1) * node->value;
  return sum;
}

static double &largest(Node *root) {
  Node *best = root;
  for (Node *node = root; node; node = node->next)
    if (node->value > best->value)
      best = node;
  return best->value;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double lowered_in_turn(const double *x, int n) {
  Node nodes[8] = {};
  for (int i = 0; i < n; ++i) {
    nodes[i].value = x[i];
    nodes[i].next = i + 1 < n ? &nodes[i + 1] : nullptr;
  }
  double product = 1;
  for (int round = 0; round < 4; ++round) {
    double &top = largest(&nodes[0]);
    product *= 1 + top;
    top = 0.3 * top * top;
  }
  return product;
}
