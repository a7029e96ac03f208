// RUN: %numeric %s
// Literals of every form, constexpr and const variables.
#include <pullback/pullback.h>

#include <cmath>
#include <limits>

constexpr double kScale = 1.0e-2;
const double kTable[3] = {0.5, -1.25, 0x1.8p1};
namespace physics {
constexpr double g = 9.80665;
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double constants(const double* x) {
  constexpr int count = 3;
  const double half = .5, big = 1e3;
  static const double weights[] = {1, 2, 4.};
  double s = 0;
  for (int i = 0; i < count; ++i) s += kTable[i] * x[i] * weights[i] + kScale * x[i] * x[i] * physics::g;
  return s * half + big * x[0] + M_PI * x[1] + 1e-300 * x[2] + 0x10 * x[2];
}

// CHECK-INPUT: x = 0.7, which = 0
// CHECK-INPUT: x = 0.7, which = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double withoutValue(double x, int which) {
  using Limits = std::numeric_limits<double>;
  const double worst = which == 1 ? std::nan("") : which == 2 ? Limits::max() : Limits::epsilon();
  if (x > Limits::infinity()) return nan("");
  return x * x * (worst != worst ? static_cast<double>(std::nanf("")) : 2) + x * (worst < Limits::lowest() ? 1 : 3);
}
