// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/class_particle.pullback.cpp %S/Expected/class_particle.pullback.cpp
// RUN: %bless %t/class_particle.pullback.h %S/Expected/class_particle.pullback.h
// RUN: %numeric %s
// A class with private members and operators, and a lambda: what is left of them is numbers.
#include <cmath>
#include <pullback/pullback.h>

class Vec2 {
public:
  Vec2(double x, double y) : x_(x), y_(y) {}
  Vec2 operator+(const Vec2& o) const { return {x_ + o.x_, y_ + o.y_}; }
  Vec2 operator*(double s) const { return {s * x_, s * y_}; }
  double dot(const Vec2& o) const { return x_ * o.x_ + y_ * o.y_; }

private:
  double x_, y_;
};

// CHECK-INPUT: v = 0.7, angle = 0.4, t = 1.2
PULLBACK(vjp)
double height(double v, double angle, double t) {
  const auto position = [&](double s) { return Vec2(std::cos(angle), std::sin(angle)) * (v * s) + Vec2(0, -4.905 * s * s); };
  return position(t).dot(Vec2(0, 1));
}
