// RUN: %numeric %s
// dynamic_cast of pointers to objects whose class is known where they are made.
#include <memory>

#include <pullback/pullback.h>

struct Shape {
  virtual double area() const = 0;
  virtual ~Shape() = default;
};

struct Square : Shape {
  double a;
  explicit Square(double v) : a(v) {}
  double area() const override { return a * a; }
};

struct Framed : Square {
  double frame = 0.5;
  using Square::Square;
  double area() const override { return a * a + frame; }
};

struct Disk : Shape {
  double r;
  explicit Disk(double v) : r(v) {}
  double area() const override { return 3 * r * r; }
};

static double side(const Shape &shape) {
  if (const auto *square = dynamic_cast<const Square *>(&shape))
    return square->a;
  if (auto *disk = dynamic_cast<const Disk *>(&shape); disk != nullptr)
    return 2 * disk->r;
  return 0;
}

// CHECK-INPUT: x = [0.7, 1.2, 0.4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double sides(const double *x) {
  const Square square(x[0]);
  Framed framed(x[1]);
  const std::unique_ptr<Shape> owned = std::make_unique<Disk>(x[2]);
  const Shape *none = nullptr;
  double s = dynamic_cast<const Disk *>(none) == nullptr ? x[0] : 0;
  if (auto *found = dynamic_cast<Framed *>(static_cast<Shape *>(&framed))) {
    found->frame *= x[0];
    found->a += x[2];
  }
  const Square &base = framed;
  const Framed &known = *dynamic_cast<const Framed *>(&base);
  return s * known.area() * side(square) + side(framed) * side(*owned) + owned->area();
}
