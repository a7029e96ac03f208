// RUN: %numeric %s
// Pointers that functions and loops find, or null where there is nothing to be found.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct Species {
  int id;
  double weight;
  double rates[2];
};

static const Species *find(const std::vector<Species> &list, int id) {
  for (const Species &one : list)
    if (one.id == id)
      return &one;
  return nullptr;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[3], id = 2
// CHECK-INPUT: x = uniform(0.5, 1.5)[3], id = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double found(const double (&x)[3], int id) {
  std::vector<Species> list;
  for (int i = 0; i < 3; ++i)
    list.push_back({i, x[i], {x[i] * x[0], std::sin(x[i])}});
  double result = x[0];
  if (const Species *one = find(list, id))
    result *= one->weight + one->rates[1];
  const Species *first = find(list, 1), *none = find(list, -1);
  if (first == nullptr || none)
    return 0;
  return result + first->weight;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], limit = 0.4
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], limit = 1.6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double largest(const double (&x)[4], double limit) {
  const double *best = nullptr;
  for (int i = 0; i < 4; ++i)
    if (x[i] > limit && (!best || x[i] > *best))
      best = &x[i];
  return best != nullptr ? *best * *best : limit * x[0];
}

static double *choose(double *a, double *b, int which) { return which == 1 ? a : which == 2 ? b : nullptr; }

// CHECK-INPUT: x = uniform(0.5, 1.5), y = uniform(0.5, 1.5), which = 0
// CHECK-INPUT: x = uniform(0.5, 1.5), y = uniform(0.5, 1.5), which = 1
// CHECK-INPUT: x = uniform(0.5, 1.5), y = uniform(0.5, 1.5), which = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double scaled(double x, double y, int which) {
  double a = x * y, b = std::exp(x);
  for (int i = 0; i < 3; ++i)
    if (double *chosen = choose(&a, &b, (which + i) % 3))
      *chosen *= y;
  return a * b;
}
