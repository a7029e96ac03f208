// RUN: %numeric %s
// Virtual calls of objects that hold vectors of others of their base class.
#include <memory>
#include <pullback/pullback.h>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual bool hit(double x, double &t) const = 0;
};
struct Sphere : Shape {
  double center, radius;
  Sphere(double center, double radius) : center(center), radius(radius) {}
  bool hit(double x, double &t) const override {
    double d = x - center;
    t = d * d * radius;
    return t < radius;
  }
};
struct Plane : Shape {
  double height;
  explicit Plane(double height) : height(height) {}
  bool hit(double x, double &t) const override {
    t = height * x;
    return t > 0;
  }
};
class Scene : public Shape {
  std::vector<std::shared_ptr<Shape>> shapes;

public:
  void add(std::shared_ptr<Shape> shape) { shapes.push_back(shape); }
  bool hit(double x, double &t) const override {
    bool any = false;
    double nearest = 1e30;
    for (const auto &shape : shapes) {
      double own = 0;
      if (shape->hit(x, own) && own < nearest) {
        any = true;
        nearest = own;
      }
    }
    t = nearest;
    return any;
  }
};

static double shade(double x, const Shape &world) {
  double t = 0;
  return world.hit(x, t) ? t * x : x;
}

// CHECK-INPUT: x = uniform(-1, 1), y = uniform(0.5, 2), z = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double one_kind(double x, double y, double z) {
  Scene world;
  world.add(std::make_shared<Sphere>(x * z, y));
  world.add(std::make_shared<Sphere>(z, y * y));
  return shade(x, world) + shade(z, world);
}

// CHECK-INPUT: x = uniform(-1, 1), y = uniform(0.5, 2), z = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double two_kinds(double x, double y, double z) {
  Scene world;
  world.add(std::make_shared<Sphere>(x * z, y));
  world.add(std::make_shared<Plane>(z));
  return shade(x, world) * shade(y, world);
}
