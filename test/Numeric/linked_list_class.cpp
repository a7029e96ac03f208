// RUN: %numeric %s
// A list class of the user's, with nodes that it frees, insertion in order and reversal.

#include <pullback/pullback.h>

template <class T> class SortedList {
public:
  SortedList() = default;
  SortedList(const SortedList &) = delete;
  SortedList &operator=(const SortedList &) = delete;
  ~SortedList() {
    while (head) {
      Node *next = head->next;
      delete head;
      head = next;
    }
  }
  void insert(T value) {
    Node **link = &head;
    while (*link && (*link)->value < value)
      link = &(*link)->next;
    *link = new Node{value, *link};
    ++count;
  }
  void reverse() {
    Node *done = nullptr;
    while (head) {
      Node *next = head->next;
      head->next = done;
      done = head;
      head = next;
    }
    head = done;
  }
  void popFront() {
    Node *gone = head;
    head = head->next;
    delete gone;
    --count;
  }
  int size() const { return count; }
  template <class F> void forEach(F f) const {
    for (const Node *node = head; node; node = node->next)
      f(node->value);
  }

private:
  struct Node {
    T value;
    Node *next;
  };
  Node *head = nullptr;
  int count = 0;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double order_weighted(const double *x, int n) {
  SortedList<double> list;
  for (int i = 0; i < n; ++i)
    list.insert(x[i] * x[i]);
  list.reverse();
  list.popFront();
  double sum = 0, weight = 1;
  list.forEach([&](double value) {
    sum += weight * value;
    weight *= 0.5;
  });
  return sum + list.size();
}
