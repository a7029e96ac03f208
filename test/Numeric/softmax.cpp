// RUN: %numeric %s
// Logarithms of sums of exponentials and softmax: sums of adjoints that are multiples of what the primal has summed up, and
// some that look like it.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double logSumExp(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::max(m, x[i]);
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i] - m);
  return std::log(s) + m;
}

// Other bounds, a weight in the sum, a start that is not zero, a second sum over the same array.
// CHECK-INPUT: x = uniform(-1, 1)[5], w = uniform(0.5, 1)[5], n = 5, shift = 0.3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], w[n], shift))
double others(const double* x, const double* w, int n, double shift) {
  std::vector<double> e(n);
  double s = 0, t = 1, u = 0;
  for (int i = 0; i < n; ++i) {
    e[i] = std::exp(x[i] - shift);
    s += e[i];
  }
  for (int i = 1; i < n; ++i) t += e[i] * shift;
  for (int i = 0; i < n; ++i) u += w[i] * e[i] * shift;
  for (int i = 0; i < n; ++i) {
    e[i] = std::exp(shift * x[i]);
    t += e[i];
  }
  return std::log(s) * t + u;
}
