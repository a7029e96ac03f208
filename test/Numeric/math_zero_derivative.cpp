// RUN: %numeric %s
// Functions whose derivative is zero, or one: rounding, exponents, classification and neighbours.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 2.7
// CHECK-INPUT: x = -3.2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double rounding(double x) {
  return x * (std::floor(x) + std::ceil(x) + std::trunc(x) + std::round(x) + std::rint(x) + std::nearbyint(x));
}

// CHECK-INPUT: x = 2.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double toInteger(double x) {
  const long a = std::lround(x);
  const long long b = std::llround(2 * x);
  const long c = std::lrint(x);
  return x * static_cast<double>(a) + x * x * static_cast<double>(b) - static_cast<double>(c);
}

// CHECK-INPUT: x = 12.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double exponents(double x) { return x * std::ilogb(x) + x * x * std::logb(x); }

// CHECK-INPUT: x = 2.7, y = 1
// CHECK-INPUT: x = inf, y = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double classified(double x, double y) {
  if (std::isnan(x) || std::isinf(x)) return y * y;
  if (!std::isfinite(y) || std::signbit(y)) return x;
  return x * y;
}

// CHECK-INPUT: x = 2.7, y = 0
// CHECK-INPUT: x = inf, y = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sorted(double x, double y) {
  switch (std::fpclassify(x)) {
  case FP_INFINITE: return y * y;
  case FP_NORMAL: return x * x * std::fpclassify(y);
  default: return y;
  }
}

// CHECK-INPUT: x = 2.7, y = 3
// CHECK-INPUT: x = -2.7, y = -3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double neighbour(double x, double y) { return std::nextafter(x * y, y + 20) * x; }
