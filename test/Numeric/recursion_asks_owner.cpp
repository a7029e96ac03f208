// RUN: %numeric %s
// A recursive function asks whether an owner of the caller's has an object.
#include <functional>
#include <memory>
#include <vector>

#include <pullback/pullback.h>

struct Law {
  double level = 0.5;
  virtual double at(double t) const = 0;
  virtual ~Law() = default;
};

struct Line : Law {
  double a;
  explicit Line(double slope) : a(slope) {}
  double at(double t) const override { return a * t + level; }
};

// CHECK-INPUT: x = [0.3, -1.2, 0.8], a = 0.7, depth = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3], a))
double relaxed(const double *x, double a, int depth) {
  std::unique_ptr<Law> law = std::make_unique<Line>(a);
  std::vector<double> held(x, x + 3);
  std::function<void(int, const std::vector<double> &)> go = [&](int left, const std::vector<double> &table) {
    if (left <= 0)
      return;
    if (law != nullptr)
      go(left - 1, table);
    held[1] = 0.5 * a * table[left % 3] + held[1] * held[2];
  };
  std::vector<double> table(2, a);
  table.push_back(held[0]);
  go(depth, table);
  return held[1] * law->at(a) + held[2];
}
