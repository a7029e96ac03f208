// RUN: %numeric %s
// A work array that lives for one iteration.
#include <pullback/pullback.h>

#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double perIteration(const double* x, int n) {
  double s = 1;
  for (int k = 1; k <= n; ++k) {
    std::vector<double> v(k);
    for (int i = 0; i < k; ++i) v[i] = x[i] * s;
    for (int i = 1; i < k; ++i) v[i] += v[i - 1] * v[i];
    s += 0.1 * v[k - 1];
  }
  return s;
}
