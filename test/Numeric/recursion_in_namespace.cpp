// RUN: %numeric %s
// Recursive functions of a namespace, called from another and from none.
#include <pullback/pullback.h>
namespace geo {
double fib(double x, int n) { return n < 2 ? x * n : fib(x * x, n - 1) + fib(x, n - 2); }
} // namespace geo
// CHECK-INPUT: x = uniform(0.5, 1), n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double g(double x, int n) { return geo::fib(x, n); }

namespace other {
// CHECK-INPUT: x = uniform(0.5, 1), n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double h(double x, int n) { return geo::fib(x, n) * x; }
} // namespace other
