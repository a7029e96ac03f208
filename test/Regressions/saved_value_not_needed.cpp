// RUN: %numeric %s
// What a loop with an unknown number of trips saves, and nobody wants in the end, leaves no cursor behind.
#include <pullback/pullback.h>

#include <cmath>

namespace p300 {
double helper0(double a, double b) {
  double work[2] = {0.5, std::tgamma((0.5 * b))};
  int it = 0;
  while (true) {
    if (++it > 4 || true) {
      break;
    }
  }
  return (0.5 + (0.0 * work[1]));
}
// CHECK-INPUT: k = 0, x = [-0.832786, -0.463155, -0.624754, -0.925096, -0.836857], n = 5, a = 0.937191
PULLBACK(vjp, gradient)
double f(short k, const double* x, int n, double a) {
  for (int i = n / 2; i > 0; i /= 2) {
    a = (0.5 * ((static_cast<void>(x[n - 1 - i]), (x[(i * 1 + 1) % n] + a)) * ((x[(i * 3 + 3) % n] * x[n - 1 - i]) + helper0(a, *(x + (k * 3 + 1) % n)))));
  }
  const double* p = &a;
  int it = 0;
  return (0.36 * ((((0.48 * ((*p * a) <= (p[(k * 3 + 2) % 1] - p[0]) ? (p[(k * 2 + 3) % 1] + p[(it * 2 + 2) % 1]) : helper0(p[(it * 1 + 2) % 1], p[0]))) + (-0.52 * p[(k * 2 + 1) % 1])) + (-0.29 * p[0])) + (-0.9 * p[(k * 3 + 1) % 1])));
}
} // namespace p300
