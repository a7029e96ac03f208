// RUN: %numeric %s
// Null pointers that are kept stay null where they are copied, and as pointers to bases.
#include <pullback/pullback.h>

#include <memory>

struct Shape {
  double level;
  double at(double t) const { return level * t; }
};
struct Curve : Shape {
  double slope;
  Curve(double l, double s) : Shape{l}, slope(s) {}
};
struct Helper {
  double weight = 0;
  const Curve *curve = nullptr;
};
struct Holder {
  const Shape *shape = nullptr;
};

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double copied(const double *x, int n) {
  const Curve curve(x[0], x[1]);
  Helper all[4];
  for (int i = 0; i < 4; ++i)
    all[i].weight = x[i];
  all[1].curve = &curve;
  for (int i = 0; i < n; ++i)
    all[i].curve = all[i + 1].curve;
  double sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += all[i].curve ? all[i].weight * all[i].curve->slope : all[i].weight * all[i].weight * 3;
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double copiedParts(const double *x, int n) {
  const double squares[3] = {x[0] * x[0], x[1] * x[1], x[2] * x[2]};
  const double *rows[4] = {nullptr, x + 1, squares, nullptr};
  for (int i = 0; i < n; ++i)
    rows[i] = rows[i + 1] + (i == 0 ? 1 : 0);
  double sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += i < 2 ? rows[i][1] * x[i + 3] : rows[i] ? 1 : x[5] * x[5];
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double baseOfVariable(const double *x, int n) {
  const Curve curve(x[0], x[1]);
  Helper all[4];
  all[1].curve = &curve;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const Shape *shape = all[i].curve;
    sum += shape ? shape->at(x[i]) : x[i] * x[i] * 3;
    if (shape != nullptr)
      sum += x[2] * x[3];
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double baseOnHeap(const double *x, int n) {
  Curve *curve = new Curve(x[0], x[1]);
  Helper all[4];
  all[1].curve = curve;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const Shape *shape = all[i].curve;
    sum += shape ? shape->at(x[i]) : x[i] * x[i] * 3;
  }
  delete curve;
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double castToClass(const double *x, int n) {
  const Curve curve(x[0], x[1]);
  Holder all[4];
  all[1].shape = &curve;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const Shape *kept = all[i].shape;
    const Curve *whole = static_cast<const Curve *>(kept);
    sum += whole ? whole->slope * x[i] : x[i] * x[i] * 3;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double owned(const double *x, int n) {
  std::unique_ptr<Curve> c;
  if (n > 2)
    c = std::make_unique<Curve>(x[0], x[1]);
  const Shape *shape = c.get();
  double sum = shape ? shape->at(x[1]) : x[1] * x[1] * 3;
  std::shared_ptr<Curve> d;
  if (n < 2)
    d = std::make_shared<Curve>(x[0], x[1]);
  const std::shared_ptr<Shape> e = d;
  return e != nullptr ? sum * e->at(x[2]) : sum;
}
