// RUN: %numeric %s
// A primal value that is computed again and decides something has the bits that it had the first time: the partial of
// copysign asks whether its result is the argument.
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
