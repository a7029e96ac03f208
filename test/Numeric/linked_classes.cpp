// RUN: %numeric %s
// Lists and trees in classes that copy, move, share and free their nodes.

#include <pullback/pullback.h>

#include <memory>
#include <utility>
#include <vector>

class SearchTree {
public:
  ~SearchTree() { clear(root); }
  void add(double value) {
    Node **at = &root;
    while (*at)
      at = value < (*at)->value ? &(*at)->left : &(*at)->right;
    *at = new Node{value, nullptr, nullptr};
  }
  double fold() const { return fold(root); }

private:
  struct Node {
    double value;
    Node *left, *right;
  };
  static void clear(Node *node) {
    if (!node)
      return;
    clear(node->left);
    clear(node->right);
    delete node;
  }
  static double fold(const Node *node) {
    return node ? node->value * node->value + 0.5 * fold(node->left) * fold(node->right) : 1.5;
  }
  Node *root = nullptr;
};

// CHECK-INPUT: x = 0.7, y = 0.4
// CHECK-INPUT: x = 0.4, y = 1.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double search_tree(double x, double y) {
  SearchTree tree;
  tree.add(x);
  tree.add(y);
  tree.add(x * y);
  tree.add(1.1 * x + y);
  return tree.fold();
}

struct Owned {
  double value;
  std::unique_ptr<Owned> next;
};

struct Raw {
  double value;
  Raw *next;
  ~Raw() { delete next; }
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double destroy_themselves(double x) {
  auto owned = std::make_unique<Owned>();
  owned->value = x * x;
  owned->next = std::make_unique<Owned>();
  owned->next->value = owned->value * x;
  Raw raw{x * x, new Raw{x, nullptr}};
  return raw.value * raw.next->value + owned->next->value;
}

struct Shared {
  double value;
  std::shared_ptr<Shared> next;
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double shared_list(double x) {
  std::shared_ptr<Shared> head;
  for (int i = 0; i < 4; ++i) {
    auto node = std::make_shared<Shared>();
    node->value = x * i;
    node->next = head;
    head = node;
  }
  double sum = 0;
  for (auto node = head; node; node = node->next)
    sum += node->value * node->value * (node->next ? node->next->value : 1);
  return sum;
}

struct Branch {
  double value = 0;
  std::vector<Branch> children;
};

static Branch copyOf(const Branch &branch) { return branch; }

static double weigh(const Branch &branch, double factor) {
  double sum = branch.value * factor;
  for (const Branch &child : branch.children)
    sum += weigh(child, factor * branch.value);
  return sum;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double copied_trees(double x) {
  Branch tree{x, {}};
  tree.children.push_back(Branch{x * x, {}});
  tree.children[0].children.push_back(Branch{x * 3, {}});
  tree.children.push_back(Branch{x + 2, {}});
  Branch copy = tree;
  copy.children[0].children[0].value *= x;
  Branch assigned;
  assigned.children.resize(1);
  assigned = copy;
  assigned.value += x;
  std::swap(assigned, tree);
  Branch moved = std::move(copy);
  moved.children.pop_back();
  return weigh(assigned, 1) + 2 * weigh(tree, 0.5) + 3 * weigh(copyOf(moved), 0.3);
}

struct Person {
  double money;
  Person *boss;
  std::vector<Person *> reports;
};

static void pay(Person *person, double &sum) {
  sum += person->money * (person->boss ? person->boss->money : 2);
  for (Person *report : person->reports)
    pay(report, sum);
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double pointers_to_owned(double x) {
  std::vector<std::unique_ptr<Person>> people;
  Person *boss = nullptr;
  for (int i = 0; i < 5; ++i) {
    people.push_back(std::make_unique<Person>());
    Person *person = people.back().get();
    person->money = x * (i + 1);
    person->boss = boss;
    if (boss)
      boss->reports.push_back(person);
    if (i % 2 == 0)
      boss = person;
  }
  double sum = 0;
  pay(people[0].get(), sum);
  return sum;
}

struct Card {
  double value;
  Card *next;
  Card(double value, Card *next) : value(value), next(next) {}
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double insertion_sort(const double *x, int n) {
  Card *hand = nullptr, *sorted = nullptr;
  for (int i = 0; i < n; ++i)
    hand = new Card(x[i], hand);
  while (hand) {
    Card *rest = hand->next;
    if (!sorted || hand->value < sorted->value) {
      hand->next = sorted;
      sorted = hand;
    } else {
      Card *at = sorted;
      while (at->next && at->next->value <= hand->value)
        at = at->next;
      hand->next = at->next;
      at->next = hand;
    }
    hand = rest;
  }
  double sum = 0, weight = 1;
  while (sorted) {
    sum += weight * sorted->value;
    weight *= 0.5;
    Card *gone = sorted;
    sorted = sorted->next;
    delete gone;
  }
  return sum;
}
