// RUN: %numeric %s
// A search tree: insertion by recursion and by loops, sums over its parts, walks with a stack.

#include <pullback/pullback.h>

#include <memory>
#include <vector>

struct Node {
  double key, value;
  std::unique_ptr<Node> left, right;
  Node(double key, double value) : key(key), value(value) {}
};

static void insert(std::unique_ptr<Node> &node, double key, double value) {
  if (!node)
    node = std::make_unique<Node>(key, value);
  else if (key < node->key)
    insert(node->left, key, value);
  else
    insert(node->right, key, value);
}

static double weigh(const Node *node, int depth) {
  if (!node)
    return 0;
  return node->value / depth + weigh(node->left.get(), depth + 1) * weigh(node->right.get(), depth + 1) +
         0.5 * weigh(node->right.get(), depth + 1);
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double tree_by_recursion(const double *x, int n) {
  std::unique_ptr<Node> root;
  for (int i = 0; i < n; ++i)
    insert(root, x[i], x[i] * x[i]);
  return weigh(root.get(), 1);
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double tree_by_loops(const double *x, int n) {
  std::unique_ptr<Node> root;
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<Node> *at = &root;
    while (*at)
      at = x[i] < (*at)->key ? &(*at)->left : &(*at)->right;
    *at = std::make_unique<Node>(x[i], x[i] * x[i] * x[i]);
  }
  double sum = 0;
  std::vector<const Node *> stack;
  if (root)
    stack.push_back(root.get());
  double rank = 1;
  while (!stack.empty()) {
    const Node *node = stack.back();
    stack.pop_back();
    sum += node->value * rank;
    rank *= 0.8;
    if (node->left)
      stack.push_back(node->left.get());
    if (node->right)
      stack.push_back(node->right.get());
  }
  return sum;
}
