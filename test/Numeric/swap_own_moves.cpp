// RUN: %numeric %s
// std::swap moves by what classes of the user's define, and exchanges bases of objects without exchanging their classes.
#include <pullback/pullback.h>
#include <utility>

struct Labelled {
  double value, label;
  Labelled(double v, double l) : value(v), label(l) {}
  Labelled(const Labelled&) = default;
  Labelled& operator=(const Labelled& o) {
    value = o.value; // the label stays
    return *this;
  }
};
struct Pair {
  Labelled first, second;
};

// CHECK-INPUT: x = 0.7, y = 0.4
PULLBACK(vjp, value_and_vjp, jvp)
double keepLabels(double x, double y) {
  Labelled p(x, 1), q(y, 2);
  std::swap(p, q);
  Pair a{p, q}, b{q, Labelled(x * y, 3)};
  std::swap(a, b);
  return p.value * p.label + q.value * q.value * q.label + a.first.value * a.first.label * b.second.value * b.second.label;
}

struct Linear {
  double factor;
  explicit Linear(double f) : factor(f) {}
  virtual double at(double x) const { return factor * x; }
};
struct Quadratic : Linear {
  double other;
  explicit Quadratic(double f) : Linear(f), other(f) {}
  double at(double x) const override { return other * factor * x * x; }
};
static double evaluate(const Linear& law, double x) { return law.at(x); }

// CHECK-INPUT: x = 0.7, y = 0.4
PULLBACK(vjp, value_and_vjp, jvp)
double swapBases(double x, double y) {
  Quadratic quadratic(x);
  Linear linear(2 * y);
  std::swap(static_cast<Linear&>(quadratic), linear);
  return evaluate(quadratic, y) * evaluate(linear, x);
}
