// RUN: %numeric %s
// Vectors of classes that hold vectors: copied, assigned, grown, owned.
#include <memory>
#include <pullback/pullback.h>
#include <vector>
struct Item {
  std::vector<double> v;
  double k = 2;
};
struct Box {
  std::vector<Item> items;
  std::unique_ptr<Item> best;
};
static Box build(const double *x, int n) {
  Box b;
  for (int i = 0; i < n; ++i) {
    Item it;
    it.v.assign(i + 1, x[i]);
    it.k *= x[i];
    b.items.push_back(it);
    it.v[0] = 5;
  }
  b.best = std::make_unique<Item>(b.items[2]);
  return b;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double boxed(const double *x, int n) {
  Box b = build(x, n);
  Box c;
  c.items = b.items;
  c.items[1].v[0] *= 3;
  b.items.resize(4);
  b.best->v[1] += x[0];
  Item copy = *b.best;
  copy.k = 1;
  double s = 0;
  for (auto &it : b.items) {
    for (double v : it.v)
      s += v * it.k;
  }
  for (auto &it : c.items) {
    it.v.push_back(s);
    s += it.v.back() * 0.1 + it.v.front() * it.k;
  }
  return s + copy.v[1] * b.best->k;
}
