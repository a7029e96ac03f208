// RUN: %numeric %s
// A table of lists, into which pointers to pointers lead from the table and from the nodes.

#include <pullback/pullback.h>

#include <memory>
#include <vector>

struct Node {
  double value;
  Node *next;
};
struct List {
  double weight = 1;
  Node *head = nullptr;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double sorted_lists(const double *x, int n) {
  std::vector<List> lists(3);
  for (int i = 0; i < n; ++i) {
    List &list = lists[i * i % 3];
    list.weight *= 1 + 0.1 * x[i];
    Node **at = &list.head;
    while (*at && (*at)->value < x[i])
      at = &(*at)->next;
    Node *fresh = new Node;
    fresh->value = x[i];
    fresh->next = nullptr;
    if (*at)
      fresh->next = *at;
    *at = fresh;
  }
  double sum = 0;
  for (List &list : lists) {
    double inner = 0.1;
    for (const Node *node = list.head; node; node = node->next)
      inner = 0.5 * inner * node->value + node->value;
    sum += inner * list.weight;
    while (list.head) {
      Node *gone = list.head;
      list.head = gone->next;
      delete gone;
    }
  }
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double appended_lists(const double *x, int n) {
  std::vector<std::unique_ptr<Node>> owned;
  std::vector<List> lists(2);
  for (int i = 0; i < n; ++i) {
    Node **at = &lists[i % 2].head;
    while (*at)
      at = &(*at)->next;
    owned.push_back(std::make_unique<Node>());
    owned.back()->value = x[i] * x[i];
    owned.back()->next = nullptr;
    *at = owned.back().get();
  }
  double product = 1;
  for (const List &list : lists)
    for (const Node *node = list.head; node; node = node->next)
      product *= 1 + node->value * (node->next ? node->next->value : 0.5);
  return product;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double list_after_list(const double *x, int n) {
  std::vector<std::unique_ptr<Node>> owned;
  List *list = new List;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    Node **at = &list->head;
    while (*at)
      at = &(*at)->next;
    owned.push_back(std::make_unique<Node>());
    owned.back()->value = x[i] * (i + 1);
    owned.back()->next = nullptr;
    *at = owned.back().get();
    if (i % 3 == 2) {
      for (const Node *node = list->head; node; node = node->next)
        sum = 0.5 * sum * node->value + node->value;
      delete list;
      list = new List;
    }
  }
  sum += list->weight;
  delete list;
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chained(const double *x, int n) {
  std::vector<std::unique_ptr<Node>> owned;
  std::vector<Node *> heads(3);
  Node *others[2] = {};
  for (int i = 0; i < n; ++i) {
    Node **at = i < 4 ? &heads[i % 3] : others + i % 2;
    while (*at)
      at = &(*at)->next;
    owned.push_back(std::make_unique<Node>());
    owned.back()->value = x[i] * x[i];
    owned.back()->next = nullptr;
    *at = owned.back().get();
  }
  double sum = 0;
  for (Node *node : heads)
    for (; node; node = node->next)
      sum = 0.5 * sum * node->value + node->value;
  for (Node *node : others)
    if (node)
      sum *= node->value;
  return sum;
}
