// RUN: %numeric %s
// new and delete of single objects and numbers.
#include <pullback/pullback.h>

struct P {
  double a, b;
  P(double a, double b) : a(a), b(b) {}
  double prod() const { return a * b; }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double product(const double *x, int n) {
  P *p = new P(x[0], x[1]);
  double *d = new double(x[2]);
  *d *= p->prod();
  double r = *d * p->a;
  delete d;
  delete p;
  return r;
}
