// RUN: %numeric %s
// Ways through a program that no run takes, to an element behind the last one: compilers see the subscript and warn.
#include <pullback/pullback.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

// CHECK-INPUT: x = 0.7
// CHECK-INPUT: x = 1.2
PULLBACK(vjp, value_and_vjp, split, jvp)
double found(double x) {
  std::vector<double> v{x, 2, x * x};
  return x * *std::find_if(v.begin(), v.end(), [](double a) { return a > 1; });
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double foundInArray(double x) {
  std::array<double, 3> v{x, 2, x * x};
  const auto place = std::find_if(v.begin(), v.end(), [](double a) { return a > 1; });
  *place *= x;
  return v[1] * *place;
}

struct Law {
  double level = 0.5;
  virtual ~Law() = default;
  virtual double at(double t) const { return t; }
};

struct Line : Law {
  double a;
  explicit Line(double slope) : a(slope) {}
  double at(double t) const override { return a * t; }
};

struct Bend : Law {
  double a, b;
  Bend(double slope, double bend) : a(slope), b(bend) {}
  double at(double t) const override { return a * t + b; }
};

struct Sum : Law {
  std::shared_ptr<Law> left, right;
  Sum(std::shared_ptr<Law> one, std::shared_ptr<Law> other) : left(std::move(one)), right(std::move(other)) {}
  double at(double t) const override { return left->at(t) + right->at(0.5 * t); }
};

static std::shared_ptr<Law> make(int kind, double a, double b) {
  if (kind == 0)
    return std::make_shared<Line>(a);
  return std::make_shared<Bend>(a, b);
}

// CHECK-INPUT: x = [0.4], a = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[1], a))
double laws(const double* x, double a) {
  std::vector<std::shared_ptr<Law>> all;
  all.push_back(std::make_shared<Sum>(
      std::make_shared<Sum>(std::make_shared<Line>(0.5), make(static_cast<int>(&x[0] - x) % 3, x[0], 0.5)),
      std::make_shared<Sum>(make(1, 0.5, a), std::make_shared<Line>(x[0]))));
  return all[0]->at(0.5);
}
