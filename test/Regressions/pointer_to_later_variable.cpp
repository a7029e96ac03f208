// RUN: %numeric %s
// A variable that some pointers go to is one of several that others may go to, also in front of where it is declared:
// clang warns of what is not initialised there.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct Slot {
  double weight = 0.5;
  const double *extra = nullptr;
};

// CHECK-INPUT: u = uniform(0.5, 1)[4], b = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u[n], b))
double later(const double *u, double b, int n) {
  Slot slots[2];
  if (b > 0.25)
    slots[1].extra = &u[0];
  double s = slots[1].extra == nullptr ? b : *slots[1].extra * b;
  double value = std::sin(s) * u[1];
  std::vector<Slot> others(n);
  for (int i = 0; i < n; ++i)
    if (i % 2 == 0)
      others[i].extra = i != 2 ? &value : nullptr;
  if (const double *got = others[0].extra)
    s += *got * u[3];
  return s * value;
}
