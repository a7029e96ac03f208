// RUN: %numeric %s
// A virtual call in the initialisers of members leads to the class whose constructor it is, not to a base.
#include <pullback/pullback.h>
struct Base {
  double a, seen;
  explicit Base(double x) : a(x), seen(see(x)) {}
  virtual double see(double x) const { return a * x; }
};
struct Middle : Base {
  double own;
  explicit Middle(double x) : Base(x), own(see(x)) {}
  double see(double x) const override { return a * x * x; }
};
struct Derived : Middle {
  double last = see(a);
  using Middle::Middle;
  double see(double x) const override { return a * a * x * x; }
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, jvp)
double initialize(double x) {
  Middle middle(x);
  Derived derived(x + 1);
  const Base& base = derived;
  return middle.own + derived.own * derived.last + base.see(x) + derived.seen * middle.seen;
}
