// RUN: %python %S/refuse.py %s
// What may throw while a variable lives whose destructor others see: a throw would pass the destructor in generated code.

// FILE: guard.h
#include <stdexcept>
struct Restore {
  double& r;
  double old;
  explicit Restore(double& x) : r(x), old(x) {}
  ~Restore() { r = old; }
};
inline double checked(double x) {
  if (x > 3)
    throw std::runtime_error("large");
  return x;
}

//--- member-initialisers
#include "guard.h"
struct Checked {
  double d;
  explicit Checked(double x) : d(checked(x)) {}
};
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  double y = x;
  Restore restore(y);
  y *= Checked(2 * x).d; // ERROR: unwound-guard
  return y;
}

//--- default-member-initialisers
#include "guard.h"
struct Checked {
  double c;
  double d = checked(c);
  explicit Checked(double x) : c(x) {}
};
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  double y = x;
  Restore restore(y);
  const Checked one(2 * x); // ERROR: unwound-guard
  y *= one.d;
  return y;
}

//--- inherited-constructors
#include "guard.h"
struct Base {
  double d;
  explicit Base(double x) : d(checked(x)) {}
};
struct Derived : Base {
  using Base::Base;
};
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  double y = x;
  Restore restore(y);
  const Derived one(2 * x); // ERROR: unwound-guard
  y *= one.d;
  return y;
}

//--- virtual-functions
#include "guard.h"
struct Shape {
  virtual double area(double x) const = 0;
};
struct Square : Shape {
  double area(double x) const override { return checked(x) * x; }
};
static double call(const Shape& shape, double x) { return shape.area(x); }
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  double y = x;
  const Square square;
  Restore restore(y);
  y *= call(square, x); // ERROR: unwound-guard
  return y;
}

//--- pointers-to-functions
#include "guard.h"
static double calm(double x) { return x; }
PULLBACK(vjp, wrt(x))
double f(const double& x, int k) {
  double y = x;
  double (*chosen)(double) = k ? checked : calm;
  Restore restore(y);
  y *= chosen(x); // ERROR: unwound-guard
  return y;
}

//--- comparisons-of-sorts
#include "guard.h"
#include <algorithm>
PULLBACK(vjp, wrt(x[3]))
double f(const double* x) {
  double y[3] = {x[0], x[1], x[2]};
  Restore restore(y[0]);
  std::sort(y, y + 3, [](double a, double b) { return checked(a) < b; }); // ERROR: unwound-guard
  return y[1];
}

//--- functions-of-the-library
#include "guard.h"
#include <array>
PULLBACK(vjp, wrt(x[3]))
double f(const double* x, unsigned k) {
  std::array<double, 3> y = {x[0], x[1], x[2]};
  Restore restore(y[0]);
  return y.at(k); // ERROR: unwound-guard
}

//--- values-of-variants
#include "guard.h"
#include <variant>
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  std::variant<int, double> one = 2 * x;
  double y = x;
  Restore restore(y);
  y *= std::get<double>(one); // ERROR: unwound-guard
  return y;
}

//--- several-calls-deep
#include "guard.h"
static double inner(double x) { return checked(x); }
static double outer(double x, double& y) {
  Restore restore(y);
  y *= 2;
  return inner(x) * y; // ERROR: unwound-guard
}
PULLBACK(vjp, wrt(x))
double f(const double& x) {
  double y = x;
  return outer(x, y);
}
