// RUN: %numeric %s
// Optionals that hold optionals, or classes with them, that hold vectors.
#include <optional>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double twice(const double *x, int n) {
  std::optional<std::optional<std::vector<double>>> a;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (!a)
      a = std::optional<std::vector<double>>();
    else if (!*a)
      *a = std::vector<double>(x, x + i);
    else
      (*a)->push_back(x[i] * s);
    s += x[i];
  }
  std::optional<std::optional<std::vector<double>>> b = a, c = std::move(a);
  b->value()[0] *= x[1];
  if (b && *b)
    for (double v : **b)
      s = s * v + x[0];
  if (c && *c)
    for (double v : **c)
      s += s * v;
  c->reset();
  return c.has_value() && !*c ? s : x[0];
}

struct Inner {
  std::optional<std::vector<double>> values;
  double k = 1;
};
struct Outer {
  std::optional<Inner> inner;
};

static double sum(const Outer &outer, double s) {
  if (outer.inner && outer.inner->values)
    for (double v : *outer.inner->values)
      s = s * v + outer.inner->k;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double classes(const double *x, int n) {
  std::vector<Outer> all(1);
  double s = x[0];
  for (int i = 0; i < n; ++i) {
    Outer one;
    if (i % 2)
      one.inner = Inner();
    if (i > 1 && one.inner) {
      one.inner->values = std::vector<double>(x, x + i);
      one.inner->k = x[i];
    }
    all.push_back(one);
    all.push_back(i ? all[0] : std::move(one));
    all[0] = all.back();
    s += x[i] * s;
  }
  all[0].inner.emplace();
  all[0].inner->values.emplace(3, x[1]);
  all[0].inner->values->push_back(s);
  for (const Outer &one : all)
    s = sum(one, s);
  Outer moved = std::move(all[0]);
  moved.inner->values->at(1) *= s;
  return sum(moved, s);
}
