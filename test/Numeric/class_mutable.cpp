// RUN: %numeric %s
// Members that are mutable: written through objects that are const.
#include <pullback/pullback.h>
class Cache {
  double a;
  mutable int calls = 0;
  mutable double last = 0;

public:
  explicit Cache(double a) : a(a) {}
  double f(double x) const {
    ++calls;
    last = a * x;
    return last * x;
  }
  int count() const { return calls; }
};
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double cached(const double *x, int n) {
  Cache c(x[0]);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += c.f(x[i]);
  return s / c.count();
}
