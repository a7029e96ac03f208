// RUN: %numeric %s
// Functions of a namespace that throw.
#include <stdexcept>
#include <pullback/pullback.h>

namespace physics {
double checked(double x) { return x > 5 ? throw std::range_error("too large") : x * x; }

// CHECK-INPUT: x = 0.7, k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, int k) {
  if (k > 4)
    throw std::logic_error("no such case");
  return checked(x) * k;
}
} // namespace physics
