// RUN: %numeric %s
// Pointers to member functions, by .* and ->*, and by std::invoke.
#include <cmath>
#include <functional>
#include <pullback/pullback.h>
#include <vector>

class Filter {
public:
  explicit Filter(double a) : a_(a) {}
  double lowpass(double in) {
    z_ += a_ * (in - z_);
    return z_;
  }
  double gain(double in) const { return a_ * in; }

private:
  double a_, z_ = 0;
};
template <class Object, class Member> double twice(Object &object, Member member, double x) {
  return (object.*member)((object.*member)(x));
}
static double apply(const Filter *filter, double (Filter::*member)(double) const, double x) { return (filter->*member)(x); }

// CHECK-INPUT: a = 0.3, x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a, x[n]))
double filtered(double a, const double *x, int n) {
  Filter filter(a), *pointer = &filter;
  std::vector<Filter> filters(2, Filter(a * a));
  double (Filter::*const process)(double) = &Filter::lowpass;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double v = std::invoke(&Filter::lowpass, filter, x[i]);
    for (Filter &one : filters)
      v += std::invoke(process, &one, v);
    s += (pointer->*process)(v) * std::invoke(&Filter::gain, filter, x[i]);
    s += twice(filter, &Filter::gain, v) + apply(&filter, &Filter::gain, v);
  }
  return s;
}
