// RUN: %numeric %s
// Functions that glibc has beside those of the standard, and those that store a second result, on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 1)
PULLBACK(vjp, gradient, split, jvp)
double exp10Of(double x) { return x * exp10(x); }

// CHECK-INPUT: x = uniform(-9, 9)
// CHECK-INPUT: x = 0
PULLBACK(vjp, gradient, split, jvp)
double firstKindOf(double x) { return x * j0(x) + j1(x); }

// CHECK-INPUT: x = uniform(0.3, 9)
PULLBACK(vjp, gradient, split, jvp)
double secondKindOf(double x) { return x * y0(x) + y1(x); }

// CHECK-INPUT: y1 = uniform(0.3, 9), j0 = uniform(1, 2)
PULLBACK(vjp, gradient, split, jvp)
double ownNamesOf(double y1, double j0) { return ::y1(y1 * j0) * ::j0(y1); }

// CHECK-INPUT: x = 4.2
// CHECK-INPUT: x = -1.3
PULLBACK(vjp, gradient, split, jvp)
double lgammaOf(double x) {
  int sign = 0;
  const double logarithm = lgamma_r(x, &sign);
  return x * logarithm * static_cast<double>(sign);
}

// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, gradient, split, jvp)
double sincosOf(double x) {
  double s, c;
  sincos(x, &s, &c);
  return s * c * c;
}

// CHECK-INPUT: x = 5.3, y = 1.7
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, gradient, split, jvp)
double remquoOf(double x, double y) {
  int quotient = 0;
  const double rest = std::remquo(x, y, &quotient);
  return rest * x * static_cast<double>(quotient);
}
