// RUN: %numeric %s
// Members that return what braces hold: `this` in them is the object that is called, in the class's own initialisers the new one.
#include <pullback/pullback.h>

struct State {
  double h, hu;
  double speed = hu / h;
  State operator-(const State& o) const { return {h - o.h, hu - o.hu}; }
  State scaled(double s) const { return {s * h, s * hu, speed}; }
};

// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double difference(const double* x) {
  const State a{x[0], x[1]}, b{x[2], x[3]};
  const State d = a.scaled(x[3]) - b;
  return d.h * d.hu + a.speed * d.speed;
}
