// RUN: %numeric %s
// Functions that glibc has beside those of the standard, and those that store a second result, on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 1)
PULLBACK(vjp, gradient, split, jvp)
long double exp10Of(long double x) { return x * exp10l(x); }

// CHECK-INPUT: x = uniform(-9, 9)
// CHECK-INPUT: x = 0
PULLBACK(vjp, gradient, split, jvp)
long double firstKindOf(long double x) { return x * j0l(x) + j1l(x); }

// CHECK-INPUT: x = uniform(0.3, 9)
PULLBACK(vjp, gradient, split, jvp)
long double secondKindOf(long double x) { return x * y0l(x) + y1l(x); }

// CHECK-INPUT: y1 = uniform(0.3, 9), j0 = uniform(1, 2)
PULLBACK(vjp, gradient, split, jvp)
long double ownNamesOf(long double y1, long double j0) { return ::y1l(y1 * j0) * ::j0l(y1); }

// CHECK-INPUT: x = 4.2
// CHECK-INPUT: x = -1.3
PULLBACK(vjp, gradient, split, jvp)
long double lgammaOf(long double x) {
  int sign = 0;
  const long double logarithm = lgammal_r(x, &sign);
  return x * logarithm * static_cast<long double>(sign);
}

// CHECK-INPUT: x = uniform(-3, 3)
PULLBACK(vjp, gradient, split, jvp)
long double sincosOf(long double x) {
  long double s, c;
  sincosl(x, &s, &c);
  return s * c * c;
}

// CHECK-INPUT: x = 5.3, y = 1.7
// CHECK-INPUT: x = -5.3, y = 1.7
PULLBACK(vjp, gradient, split, jvp)
long double remquoOf(long double x, long double y) {
  int quotient = 0;
  const long double rest = std::remquo(x, y, &quotient);
  return rest * x * static_cast<long double>(quotient);
}
