// RUN: %numeric %s
// A base class template that calls its derived class.
#include <pullback/pullback.h>

template <class D> struct Base {
  double eval(double t) const { return static_cast<const D &>(*this).impl(t) * 2; }
};
struct Der : Base<Der> {
  double k;
  explicit Der(double k) : k(k) {}
  double impl(double t) const { return k * t * t; }
};
template <class E> double apply(const Base<E> &b, double t) { return b.eval(t); }
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double applied(const double *x, int n) {
  Der d(x[0]);
  return apply(d, x[1]);
}
