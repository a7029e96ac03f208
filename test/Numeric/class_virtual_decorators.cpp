// RUN: %numeric %s
// Virtual calls of objects that hold others of their base class: decorators and sums, by reference, by pointer and
// owned, several deep.
#include <memory>
#include <pullback/pullback.h>

struct Curve {
  virtual ~Curve() = default;
  virtual double at(double t) const = 0;
};
struct Line : Curve {
  double slope;
  explicit Line(double slope) : slope(slope) {}
  double at(double t) const override { return slope * t; }
};
struct Parabola : Curve {
  double a, b;
  Parabola(double a, double b) : a(a), b(b) {}
  double at(double t) const override { return a * t * t + b; }
};
struct Scaled : Curve {
  const Curve &of;
  double factor;
  Scaled(const Curve &of, double factor) : of(of), factor(factor) {}
  double at(double t) const override { return factor * of.at(t); }
};
struct Sum : Curve {
  std::unique_ptr<Curve> left, right;
  Sum(std::unique_ptr<Curve> left, std::unique_ptr<Curve> right) : left(std::move(left)), right(std::move(right)) {}
  double at(double t) const override { return left->at(t) + right->at(t) * t; }
};
struct Composed : Curve {
  const Curve *outer, *inner;
  Composed(const Curve *outer, const Curve *inner) : outer(outer), inner(inner) {}
  double at(double t) const override { return outer->at(inner->at(t)); }
};

static double middle(const Curve &curve, double from, double to) { return curve.at(0.5 * (from + to)); }

// CHECK-INPUT: a = uniform(-1, 1), b = uniform(-1, 1), t = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double decorated(double a, double b, double t) {
  Line line(a);
  Scaled once(line, b), twice(once, a);
  return middle(twice, t, a) * middle(once, t, b);
}

// CHECK-INPUT: a = uniform(-1, 1), b = uniform(-1, 1), t = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double owned(double a, double b, double t) {
  Sum inner(std::make_unique<Line>(b), std::make_unique<Parabola>(a, b));
  Sum sum(std::make_unique<Sum>(std::make_unique<Line>(a), std::make_unique<Line>(t)), std::make_unique<Line>(b));
  return middle(sum, t, b) + inner.at(a);
}

// CHECK-INPUT: a = uniform(-1, 1), b = uniform(-1, 1), t = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double composed(double a, double b, double t) {
  Line line(a);
  Parabola parabola(a, b);
  Composed both(&line, &parabola);
  Scaled scaled(both, t);
  Composed all(&scaled, &both);
  double sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += all.at(t * i);
  return sum;
}
