// RUN: %numeric %s
// Structured bindings of structs and arrays, by value and by reference; range-for over arrays.
#include <initializer_list>
#include <pullback/pullback.h>

struct Pair {
  double first;
  double second;
};

Pair sumAndProduct(double a, double b) { return {a + b, a * b}; }

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double f(const double* x) {
  auto [sum, product] = sumAndProduct(x[0], x[1]);
  sum *= x[2];
  double values[3] = {x[0], sum, product};
  auto& [a, b, c] = values;
  b += a;
  auto [d, e, g] = values;
  d = c;
  double total = d * e + g;
  for (double& v : values)
    v *= v;
  for (const auto v : values)
    total += v;
  Pair pairs[2] = {{a, b}, {c, x[1]}};
  for (const auto& [left, right] : pairs)
    total += left * right;
  for (int k : {1, 2, 3})
    total += k * x[0];
  return total;
}
