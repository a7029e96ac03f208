// RUN: %numeric %s
// Virtual calls: of objects whose class is known, through references and pointers.
#include <cmath>
#include <pullback/pullback.h>

struct Shape {
  virtual ~Shape() = default;
  virtual double area(double r) const = 0;
};
struct Circle : Shape {
  double area(double r) const override { return 3.14 * r * r; }
};
struct Square : Shape {
  double k;
  explicit Square(double k) : k(k) {}
  double area(double r) const override { return k * r * r * r; }
};
static double total(const Shape &s, double r) { return s.area(r) + s.area(2 * r); }
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double area(const double *x, int n) {
  Circle c;
  Square q(x[0]);
  double s = c.area(x[1]);
  const Shape &ref = q;
  s += ref.area(x[2]);
  s += total(c, x[3]) + total(q, x[4]);
  const Shape *p = &c;
  return s + p->area(x[5]);
}
