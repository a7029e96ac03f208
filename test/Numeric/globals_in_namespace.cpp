// RUN: %numeric %s
// Constants of a namespace, used several times.
#include <pullback/pullback.h>

#include <cmath>

namespace physics {
const double table[3] = {0.3, -0.8, 1.1};
constexpr double scale = 0.7;

// CHECK-INPUT: x = [0.2, -0.7, 0.4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double weighted(const double* x) {
  double s = 0;
  for (int i = 0; i < 3; ++i) s += table[i] * std::sin(x[i] * table[i]) + scale * std::exp(scale * x[i]);
  return s * table[0] * std::cos(s * table[0]);
}
} // namespace physics
