// RUN: %python %S/../Contract/refuse.py %s
// Virtual calls of objects that are of one of several classes, in functions that call themselves.

//--- recursive-function
struct Shape {
  virtual ~Shape() = default;
  virtual double hit(double t) const = 0;
};
struct Sphere : Shape {
  double radius;
  explicit Sphere(double radius) : radius(radius) {}
  double hit(double t) const override { return radius * t; }
};
struct Plane : Shape {
  double height;
  explicit Plane(double height) : height(height) {}
  double hit(double t) const override { return height - t; }
};
// NOTE: 'shape' may be an object of one of several classes, in a function that calls itself
// NOTE: make the object in the function that is differentiated, or choose with an enumeration and a switch
static double trace(double x, const Shape &shape, int depth) {
  return depth == 0 ? x : shape.hit(x) * trace(x * 0.5, shape, depth - 1); // ERROR: virtual-call
}
PULLBACK(vjp)
double f(double a, double b, bool first) {
  Sphere sphere(a);
  Plane plane(b);
  return first ? trace(a, sphere, 3) : trace(a, plane, 3);
}
