// RUN: %numeric %s
// A pointer to objects of two classes, of which a loop makes one, is compared with null and not followed.
#include <memory>
#include <pullback/pullback.h>

struct Law {
  double level = 0.5;
  virtual ~Law() = default;
  virtual double at(double t) const { return t * level; }
};
struct Line : Law {
  double slope;
  explicit Line(double a) : slope(a) {}
  double at(double t) const override { return t * t * slope; }
};
struct Bend : Law {
  double slope;
  explicit Bend(double a) : slope(a) {}
  double at(double t) const override { return t * t * t * slope; }
};

// CHECK-INPUT: x = 1.3, n = 3
// CHECK-INPUT: x = 0.4, n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double compared(double x, int n) {
  std::unique_ptr<Law> law = std::make_unique<Bend>(0.5);
  for (int k = 1; k < n; ++k)
    law = std::make_unique<Line>(law != nullptr);
  return x * x;
}
