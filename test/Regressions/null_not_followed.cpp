// RUN: %numeric %s
// An object or null, of which the object's members are read where it is no null.
#include <pullback/pullback.h>

struct Law {
  double level = 0.5;
  virtual ~Law() = default;
  virtual double at(double t) const { return t; }
};
struct Line : Law {
  double a_;
  explicit Line(double a) : a_(a) {}
  double at(double t) const override { return a_ * t; }
};

// CHECK-INPUT: x = [0.7, -0.4, 1.5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double some(const double* x) {
  Line law{x[1]};
  Law* laws[3] = {&law, nullptr, &law};
  Law* view = 0.5 ? static_cast<Law*>(&law) : nullptr;
  const double got = view != nullptr ? view->at(x[0]) : 0.5;
  int k = 0;
  double bins[4] = {0.5};
  bins[k % 4] -= 0.5;
  bins[3] += laws[(k * 2 + 1) % 3] != nullptr ? x[2] : 0.5;
  return got;
}
