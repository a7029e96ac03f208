// RUN: %numeric %s
// Overrides that return a pointer or reference to a derived class: used at once, kept, cloned, in chains, behind two bases.
#include <memory>

#include <pullback/pullback.h>

struct Shape {
  double b = 0.5;
  virtual double area() const = 0;
  virtual Shape *clone() const = 0;
  virtual const Shape &self() const { return *this; }
  virtual Shape &scale(double k) {
    b *= k;
    return *this;
  }
  virtual ~Shape() = default;
};

struct Named {
  double tag = 2;
  virtual double label() const { return tag; }
  virtual ~Named() = default;
};

struct Square : Named, Shape {
  double a;
  explicit Square(double v) : a(v) {}
  double area() const override { return a * a + b; }
  Square *clone() const override { return new Square(*this); }
  const Square &self() const override { return *this; }
  Square &scale(double k) override {
    a *= k;
    Shape::scale(k);
    return *this;
  }
};

struct Disk : Shape {
  double r;
  explicit Disk(double v) : r(v) {}
  double area() const override { return 3 * r * r; }
  Disk *clone() const override { return new Disk(r * b); }
};

struct Maker {
  virtual ~Maker() = default;
  virtual const Shape *get() const = 0;
};

struct OfDisk : Maker {
  Disk d;
  explicit OfDisk(double v) : d(v) {}
  const Disk *get() const override { return &d; }
};

// CHECK-INPUT: x = 0.7, y = 1.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cloned(double x, double y) {
  std::unique_ptr<Shape> s(new Square(x));
  std::unique_ptr<Shape> copy(s->clone());
  s->scale(y);
  const Shape &self = s->self();
  return copy->area() * self.area() + copy->scale(2).scale(y).self().area();
}

// CHECK-INPUT: x = [0.7, 1.2, 0.4], k = 0
// CHECK-INPUT: x = [0.7, 1.2, 0.4], k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double made(const double *x, int k) {
  const OfDisk maker(x[1]);
  const Maker &any = maker;
  Square square(x[0]);
  Disk disk(x[2]);
  Shape &one = k == 0 ? static_cast<Shape &>(square) : disk;
  one.scale(x[1]);
  return any.get()->area() * one.area() + square.label() * square.scale(x[2]).a;
}
