// RUN: %numeric %s
// Functions that call themselves with a closure by value: its captures by reference lead to objects of the caller.
#include <cmath>
#include <functional>
#include <pullback/pullback.h>

template <class F> static double adapt(F f, double a, double b, int depth) {
  double m = (a + b) / 2;
  double whole = (b - a) * f(m);
  if (depth == 0)
    return whole;
  return adapt(f, a, m, depth - 1) + adapt(f, m, b, depth - 1);
}

template <class F> static double turned(F f, double a, double b) {
  if (b < a)
    return -turned(f, b, a);
  auto scaled = [&](double z) { return f(a + (b - a) * z); };
  return (b - a) * (scaled(0.25) + scaled(0.75)) / 2;
}

// CHECK-INPUT: x = uniform(0.2, 1)[2], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double references(const double *x, int n) {
  auto f = [&](double t) { return std::exp(-x[0] * t * t) * std::cos(x[n - 1] * t); };
  return adapt(f, 0.0, 1.0, 3);
}

// CHECK-INPUT: x = uniform(0.2, 1)[2], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double functions(const double *x, int n) {
  double scale = x[0];
  std::function<double(double)> f = [&](double t) { return scale * std::cos(x[n - 1] * t); };
  return adapt(f, 0.0, 1.0, 2);
}

// CHECK-INPUT: x = uniform(0.2, 1)[2], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ends(const double *x, int n) {
  auto f = [&](double t) { return std::exp(-x[0] * t * t) * std::cos(x[n - 1] * t); };
  return turned(f, 1.0, x[1]) + turned(f, 0.0, 2.0);
}
