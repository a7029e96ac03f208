// RUN: %numeric %s
// Aggregates that methods make of their members: `this` is the method's object, but in default member initialisers the new one.
#include <array>
#include <pullback/pullback.h>

struct Vec {
  double x, y;
  double length = x * x + y;
  Vec turned() const { return {-y, x}; }
  Vec scaled(double s) const {
    Vec result = {s * x, y};
    return result;
  }
  std::array<double, 2> both() const { return {x + y, x * y}; }
};

struct Chain {
  Vec head;
  double rest;
  Chain next(double k) const { return {{head.y * k, rest}, rest * head.length}; }
};

// CHECK-INPUT: a = uniform(0.5, 1.5)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[3]))
double f(const double* a, int n) {
  Vec v = {a[0], a[1]};
  Chain c = {v, a[2]};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    v = v.turned().scaled(a[i]);
    c = c.next(v.length);
    const auto [s, p] = v.both();
    sum += s * p + c.head.length * c.rest;
  }
  return sum;
}
