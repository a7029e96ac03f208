// RUN: %numeric %s
// A list that is linked in both ways, whose nodes lie in a vector or come from the heap, with removal in the middle.

#include <pullback/pullback.h>

#include <vector>

struct Item {
  double weight;
  Item *previous = nullptr, *next = nullptr;
  explicit Item(double weight) : weight(weight) {}
};

struct Ring {
  Item anchor{0};
  Ring() { anchor.previous = anchor.next = &anchor; }
  void append(Item *item) {
    item->previous = anchor.previous;
    item->next = &anchor;
    anchor.previous->next = item;
    anchor.previous = item;
  }
  static void remove(Item *item) {
    item->previous->next = item->next;
    item->next->previous = item->previous;
  }
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double neighbours(const double *x, int n) {
  std::vector<Item> items;
  items.reserve(n);
  for (int i = 0; i < n; ++i)
    items.emplace_back(x[i]);
  Item *first = nullptr, *last = nullptr;
  for (Item &item : items) {
    item.previous = last;
    if (last)
      last->next = &item;
    else
      first = &item;
    last = &item;
  }
  double sum = 0;
  for (Item *item = first; item; item = item->next) {
    double left = item->previous ? item->previous->weight : 1;
    double right = item->next ? item->next->weight : 2;
    sum += left * item->weight * right;
  }
  for (Item *item = last; item; item = item->previous)
    sum = 0.7 * sum + item->weight;
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double ring(const double *x, int n) {
  Ring ring;
  for (int i = 0; i < n; ++i)
    ring.append(new Item(x[i] + 0.1 * i));
  if (n > 2) {
    Item *second = ring.anchor.next->next;
    Ring::remove(second);
    delete second;
  }
  double product = 1;
  for (Item *item = ring.anchor.next; item != &ring.anchor; item = item->next)
    product *= 1 + item->weight * item->weight;
  Item *item = ring.anchor.next;
  while (item != &ring.anchor) {
    Item *gone = item;
    item = item->next;
    delete gone;
  }
  return product;
}
