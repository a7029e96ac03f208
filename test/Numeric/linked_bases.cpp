// RUN: %numeric %s
// Lists whose links are bases of what they hold, and members that are bases.

#include <pullback/pullback.h>

#include <vector>

struct Link {
  Link *next = nullptr;
};
struct Body : Link {
  double x = 0;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double intrusive(const double *x, int n) {
  std::vector<Body> bodies(n);
  for (int i = 0; i < n; ++i)
    bodies[i].x = x[i] * x[i];
  for (int i = 0; i + 1 < n; ++i)
    bodies[i].next = &bodies[i + 1];
  double product = 1;
  for (Link *link = &bodies[0]; link; link = link->next)
    product *= static_cast<Body *>(link)->x;
  return product;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double two_bodies(double x) {
  std::vector<Body> bodies(2);
  bodies[0].x = x;
  bodies[1].x = x * x;
  bodies[0].next = &bodies[1];
  double sum = 1;
  for (Link *link = &bodies[0]; link; link = link->next)
    sum *= static_cast<Body *>(link)->x;
  return sum;
}

struct Ends {
  Ends *previous, *next;
};
struct Item : Ends {
  double value;
};

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double sentinel(double x, int n) {
  Ends end;
  end.previous = end.next = &end;
  for (int i = 0; i < n; ++i) {
    Item *item = new Item;
    item->value = x * i + 0.5;
    item->next = &end;
    item->previous = end.previous;
    end.previous->next = item;
    end.previous = item;
  }
  double sum = 1;
  for (Ends *at = end.previous; at != &end; at = at->previous)
    sum = sum * x + static_cast<Item *>(at)->value;
  for (Ends *at = end.next; at != &end;) {
    Item *item = static_cast<Item *>(at);
    sum *= item->value;
    at = at->next;
    delete item;
  }
  return sum;
}
