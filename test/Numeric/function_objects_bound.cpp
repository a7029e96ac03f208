// RUN: %numeric %s
// std::bind of functions and closures: with values, with references, and with places for arguments.
#include <cmath>
#include <functional>
#include <pullback/pullback.h>

static double weigh(double a, double b, int n) { return a * std::sin(b) + n; }
static void grow(double &a, double by) { a += by * a; }

// CHECK-INPUT: x = uniform(0.5, 1), y = uniform(1, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, double y) {
  using std::placeholders::_1;
  using std::placeholders::_2;
  auto first = std::bind(weigh, _1, x, 2);
  auto swapped = std::bind(weigh, _2, _1, 3);
  auto later = std::bind(weigh, _1, std::ref(y), 1);
  auto closure = std::bind([x](double t, double u) { return x * t / u; }, y, _1);
  double sum = first(y) + swapped(x, y * y);
  std::bind(grow, _1, x)(y);
  return sum * later(x) + closure(2.0 + x);
}
