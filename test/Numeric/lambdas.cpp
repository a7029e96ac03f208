// RUN: %numeric %s
// Lambdas and functors: captures of every kind, passed to templates, generic, nested.
#include <cmath>
#include <pullback/pullback.h>

template <class F>
double integrate(F&& f, double a, double b, int n) {
  const double h = (b - a) / n;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += f(a + (i + 0.5) * h);
  return h * sum;
}

struct Scale {
  double by;
  double operator()(double x) const { return by * x; }
};

template <class F, class G>
auto compose(F f, G g) {
  return [f, g](double x) { return f(g(x)); };
}

// CHECK-INPUT: k = 0.7, w = uniform(-1, 1)[3], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(k, w[3]))
double energy(double k, const double* w, int n) {
  double calls = 0;
  auto wave = [&](double t) {
    calls += 0.5;
    return w[0] * std::sin(k * t) + w[1];
  };
  double a = integrate(wave, 0.0, 1.0, n);
  double b = integrate([=](double t) { return w[2] * t * k; }, -1.0, 1.0, n);
  auto twice = [factor = 2 * k](auto x) mutable {
    factor += 0.1;
    return factor * x;
  };
  const Scale third{w[1] / 3};
  auto chain = compose(third, [&k](double x) { return x * x + k; });
  return a + b + twice(a) + twice(1.0F) + chain(k) + calls * k;
}
