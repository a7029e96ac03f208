// RUN: %numeric %s
// Two recursive functions under one condition: of one the reverse runs with the call, the other keeps records.
#include <pullback/pullback.h>

#include <cmath>

static double inPlace(double* y, int n, double c) {
  if (n == 0)
    return c * y[0];
  y[n] = std::sin(y[n] * c);
  return inPlace(y, n - 1, c * y[n]) + y[n] * y[n - 1];
}

static double product(const double* x, int n, double c) {
  if (n == 0)
    return c;
  return std::sin(x[n - 1] * c) * product(x, n - 1, c * x[n - 1]);
}

// CHECK-INPUT: x = [-0.239344, -0.609882, 0.448079], n = 3, a = 0.5
// CHECK-INPUT: x = [-0.239344, -0.609882, 0.448079], n = 3, a = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], a))
double f(const double* x, int n, double a) {
  if (a > 1)
    return a * x[0];
  double y[4] = {x[0], x[1], x[2], a};
  const double first = inPlace(y, 3, a);
  return product(x, n, a) + first * y[1];
}
