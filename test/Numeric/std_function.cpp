// RUN: %numeric %s
// std::function as a variable and as a parameter, made from lambdas.
#include <functional>
#include <pullback/pullback.h>

static double integrate(const std::function<double(double)> &g, double a, double b) {
  double s = 0;
  for (int i = 0; i < 10; ++i)
    s += g(a + (b - a) * i / 10);
  return s * (b - a) / 10;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double areas(const double *x, int n) {
  std::function<double(double)> g = [&](double t) { return t * t * x[0]; };
  double k = x[1];
  return integrate(g, 0, x[2]) + integrate([k](double t) { return k * t; }, x[3], 1);
}
