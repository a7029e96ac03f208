// RUN: %numeric %s
// What an operator with a rule, an inactive one, or std::get of a variant gives, inside an expression.
// CHECK-SOURCE: Inputs/operators.cpp
#include "Inputs/operators.h"

#include <variant>

// CHECK-INPUT: x = 0.7, y = -0.4
PULLBACK(vjp, value_and_vjp, split)
double products(double x, double y) {
  const Weighted v = {x, y * y}, w = {x * y, 0.5};
  return (v * w) * x + (v % w) * y;
}

// CHECK-INPUT: x = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double alternatives(double x, int n) {
  std::variant<double, int> kept = x;
  double s = x;
  for (int i = 0; i < n; ++i) {
    s *= std::get<double>(kept) * x;
    if (s > 100)
      kept = 3;
  }
  return s;
}
