// RUN: %numeric %s
// std::optional::swap, of which either may lack a value.
#include <pullback/pullback.h>

#include <optional>
#include <utility>
#include <vector>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double numbers(double x) {
  std::optional<double> p = x, q, r = x * x;
  p.swap(q);
  r.swap(q);
  const double s = *q * x + p.value_or(x * x * x) * *r;
  q.swap(p);
  return s + (q ? 1 : *p);
}

// CHECK-INPUT: x = 0.7, n = 5
PULLBACK(vjp, value_and_vjp, split, jvp)
double in_a_loop(double x, int n) {
  std::optional<double> best, last;
  for (int i = 0; i < n; ++i) {
    if (!last)
      last.emplace(x * i);
    last.swap(best);
    if (best)
      *best *= x + i;
  }
  return best.value_or(0) + last.value_or(x) * x;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double vectors(double x) {
  std::optional<std::vector<double>> p = std::vector<double>{x, x * x}, q;
  p.swap(q);
  if (!p)
    p.emplace(1, 3 * x);
  p.swap(q);
  return (*p)[1] * (*q)[0] + static_cast<double>(p->size());
}
