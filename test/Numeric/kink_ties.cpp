// RUN: %numeric %s
// Ties: fmin, fmax, std::min, std::max give the whole derivative to the first argument.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

// CHECK-KINK: x = 1.5, y = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double standard(double x, double y) { return 2 * std::min(x, y) + 3 * std::max(x, y) + 5 * std::min(y, x); }

// CHECK-KINK: x = 1.5, y = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cmath(double x, double y) { return 2 * std::fmin(x, y) + 3 * std::fmax(x, y) + 7 * std::fdim(x, y); }

// CHECK-KINK: x = nan, y = 1.5
// CHECK-KINK: x = 1.5, y = nan
PULLBACK(vjp, jvp)
double notANumber(double x, double y) { return std::fmin(x, y) * 3 + std::fmax(x, y); }

// CHECK-KINK: x = [1, 3, 2, 3, 3], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double largest(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::max(m, x[i]);
  return m;
}

// CHECK-KINK: x = [2, 1, 1, 5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double smallestReversed(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::min(x[i], m);
  return m * m;
}
