// RUN: %numeric %s
// A primal value that is computed again has the bits that it had the first time: the partial of copysign asks whether its
// result is the argument, functions have steps, and others end where their argument is rounded to.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: y = -0.925351, x = 0.478605, a = 0.402798
// CHECK-INPUT: y = 0.925351, x = 0.478605, a = 0.402798
// CHECK-INPUT: y = -0.925351, x = -0.71, a = 0.33
PULLBACK(vjp, value_and_vjp, split, jvp)
double sign_of_product(double y, const double* x, double a) {
  double s = 0.5;
  if (s > 0.5) return 0.5;
  a *= -0.214;
  return std::copysign(x[0] * a, y);
}

// CHECK-INPUT: x = [0.478605, -0.3, 0.71, 0.123], n = 4, a = 0.402798
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a))
double sums(const double* x, int n, double a) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (a > 10) return s;
    const double scaled = 0.7 * (x[i] * (a * -0.3)) * 1.1;
    s += std::copysign(scaled, s - 0.05) + std::fmax(scaled, -scaled * 0.1) + std::fabs(scaled * 3.3);
  }
  return s;
}

// The product is 1 for both, and a little less or more where its factors are multiplied in another order.
// CHECK-INPUT: y = 0.7, x = [3.766478342749529, 3.3704078193461413, 1.5], a = [0.885, 0.989, 0.7], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(y))
double steps(double y, const double* x, const double* a, int n) {
  for (int i = 0; i < n; ++i) {
    const double scaled = x[i] * (a[i] * 0.3);
    double whole;
    int exponent;
    PULLBACK_RECOMPUTE const double sides = std::copysign(2.0, scaled - 1) + std::atan2(scaled - 1, -1.0);
    y = std::sin(y * sides) + y;
    PULLBACK_RECOMPUTE const double scale = std::logb(scaled) + std::frexp(scaled, &exponent) / 3;
    y = std::sin(y * scale) + y;
    PULLBACK_RECOMPUTE const double fraction = std::modf(scaled, &whole) + whole / 3;
    y = std::sin(y * fraction) + y;
  }
  return y;
}

// CHECK-INPUT: y = 0.7, x = [3.766478342749529, 3.3704078193461413, 0.5], a = [0.885, 0.989, 0.7], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(y))
double edges(double y, const double* x, const double* a, int n) {
  for (int i = 0; i < n; ++i) {
    const double scaled = x[i] * (a[i] * 0.3);
    PULLBACK_RECOMPUTE const double root = std::sqrt(1 - scaled) + std::pow(1 - scaled, 1.5);
    y = std::sin(y * root) + y;
    PULLBACK_RECOMPUTE const double angle = std::acos(scaled);
    y = std::sin(y * angle) + y;
  }
  return y;
}

// CHECK-INPUT: y = 0.7, x = [3.766478342749529, 3.3704078193461413, 1.5], a = [0.885, 0.989, 0.7], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(y))
double quotient_of_difference(double y, const double* x, const double* a, int n) {
  for (int i = 0; i < n; ++i) {
    const double difference = x[i] * (a[i] * 0.3) - 1;
    PULLBACK_RECOMPUTE const double quotient = difference == 0 ? 0.5 : 1e-16 / difference;
    y = std::sin(y * quotient) + y;
  }
  return y;
}
