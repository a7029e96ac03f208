// RUN: %numeric %s
// Pointers and references to functions whose target is known where they are called.
#include <cmath>
#include <pullback/pullback.h>

double square(double x) { return x * x; }
double cube(double x) { return x * x * x; }

double apply(double (*f)(double), double x) { return f(x); }
double applyTwice(double (&f)(double), double x) { return apply(f, (*f)(x)); }

template <class F>
double applyAny(F f, double x) {
  return f(x) + 1;
}

template <double (*F)(double)>
double applyFixed(double x) {
  return F(x) * x;
}

// CHECK-INPUT: x = 0.7, y = -1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, double y) {
  double (*const chosen)(double) = &cube;
  auto other = square;
  return apply(square, x) + apply(chosen, y) + applyTwice(cube, x) + applyAny(&square, y) + applyAny(cube, x) +
         applyFixed<square>(y) + chosen(x) * other(y);
}
