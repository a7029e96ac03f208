// RUN: %numeric %s
// Objects that hold others and are made, but never called.
#include <memory>
#include <pullback/pullback.h>
#include <vector>

struct Law {
  double level = 0.5;
  virtual ~Law() = default;
  virtual double at(double t) const = 0;
};
struct Line : Law {
  double a_;
  explicit Line(double a) : a_(a) {}
  double at(double t) const override { return a_ * t; }
};
struct Scaled : Law {
  const Law &of_;
  double a_;
  Scaled(const Law &of, double a) : of_(of), a_(a) {}
  double at(double t) const override { return a_ * of_.at(t); }
};

// CHECK-INPUT: a = 0.3, b = 0.4, t = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double owned(double a, double b, double t) {
  Line law(a);
  Scaled outer(law, b);
  std::unique_ptr<Law> p = std::make_unique<Line>(b);
  return p->at(t) + outer.level;
}

// CHECK-INPUT: a = 0.3, b = 0.4, t = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double orNull(double a, double b, double t) {
  Line law(a);
  Scaled outer(law, b);
  const Law *q = t > 0.5 ? &law : nullptr;
  return q ? q->at(t) : t * outer.level;
}
