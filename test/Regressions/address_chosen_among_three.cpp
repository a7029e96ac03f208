// RUN: %numeric %s
// An address that is chosen among three, of elements that may not be there.
#include <cmath>
#include <memory>
#include <pullback/pullback.h>
#include <vector>
struct Curve {
  double shift = 0.1;
  virtual ~Curve() = default;
  virtual double at(double t) const { return t + shift; }
  virtual void bump(double d) { shift += d; }
};
struct Line : Curve {
  double k;
  explicit Line(double k) : k(k) {}
  double at(double t) const override { return k * t + shift; }
  void bump(double d) override { k *= d; }
};
struct Quad : Curve {
  double k, c;
  Quad(double k, double c) : k(k), c(c) {}
  double at(double t) const override { return k * t * t + c * shift; }
};
// CHECK-INPUT: x = uniform(0.2, 1)[12], n = 0
// CHECK-INPUT: x = uniform(0.2, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
double held(const double* x, int n) {
  std::vector<std::unique_ptr<Curve>> v;
  v.push_back(std::make_unique<Line>(x[0]));
  for (int i = 0; i < n; ++i) {
    if (i % 2)
      v.push_back(std::make_unique<Line>(x[i]));
    else
      v.push_back(std::make_unique<Quad>(x[i], x[1]));
  }
  Curve* w = v[v.size() / 2].get();
  double r = 0.1;
  for (int i = 0; i < 3; ++i) {
    w->bump(1.1);
    if (i == 1)
      w = v.back().get();
    r += w->at(r);
  }
  return r;
}
