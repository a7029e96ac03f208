// RUN: %numeric %s
// Calls by value, nested, repeated, and in loops.
#include <pullback/pullback.h>

#include <cmath>

double square(double x) { return x * x; }
static double blend(double a, double b, double t) { return a * (1 - t) + b * t; }

// CHECK-INPUT: a = 0.3, b = 1.1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double calls(double a, double b) {
  double s = square(a) + square(square(b));
  for (int i = 0; i < 3; ++i) s = blend(s, square(a * i), b) + std::sin(square(s));
  return blend(a, s, square(b));
}
