// RUN: %numeric %s
// A loop that carries nothing but what a condition sets, once its dead sum is gone.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: b = -0.210061, flag = 1, n = 3, x = [0.184776, -0.656443, 0.676371, 0.06059]
// CHECK-INPUT: b = -0.210061, flag = 0, n = 3, x = [0.184776, -0.656443, 0.676371, 0.06059]
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(const double& b, bool flag, int n, const double* x) {
  double bins[3] = {std::sin(b)};
  for (int i = 0; i < 4; ++i)
    bins[i % 3] += b * x[i];
  const double r = std::cos(bins[flag + 1]);
  bins[flag] = std::tan(0.52 * x[1]);
  double work[8] = {};
  const short k = static_cast<int>(2.05 + std::cos(x[0])) % 3;
  double last = r - r >= -0.9 ? r : std::tanh(bins[2]);
  double part = std::cos(bins[k]);
  for (int j = 0; j < n; ++j) {
    if (flag % 3 == 1)
      last = b;
    part += last * std::tanh(std::ldexp(work[k], -3));
  }
  return 0.49 * (last + -0.2 * last + -0.78 * r);
}
