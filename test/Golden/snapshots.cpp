// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/snapshots.pullback.cpp %S/Expected/snapshots.pullback.cpp
// RUN: %numeric %s
// Time steps whose states come from ten snapshots.
#include <pullback/pullback.h>

#include <vector>

// CHECK-INPUT: heat = uniform(0, 1)[5], n = 5, k = 0.2, steps = 30
PULLBACK(vjp, wrt(heat[n], k))
double cool(const double* heat, int n, double k, int steps) {
  std::vector<double> u(heat, heat + n);
  PULLBACK_CHECKPOINT(10)
  for (int t = 0; t < steps; ++t) {
    double left = u[0];
    for (int i = 1; i + 1 < n; ++i) {
      const double here = u[i];
      u[i] += k * here * (left - 2 * here + u[i + 1]);
      left = here;
    }
  }
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += u[i] * u[i];
  return sum;
}
