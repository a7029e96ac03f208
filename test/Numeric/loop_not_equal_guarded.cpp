// RUN: %numeric %s
// Loops that end with !=, where a start beyond the end is never reached.
#include <algorithm>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6, first = 9
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6, first = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double guarded(const double *x, int n, int first) {
  double s = 1;
  if (first < n)
    for (int i = first; i != n; ++i)
      s = s * s * x[i] + 1;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6, first = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double guardedNest(const double *x, int n, int first) {
  double s = 1;
  for (int k = 0; k < n; ++k)
    if (k < first)
      for (int i = k; i != first; ++i)
        s = s * x[i] + s * s * x[k];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6]
// CHECK-INPUT: x = [0.5, 2.5, 0.6, 0.7, 3.5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double withoutLarge(const std::vector<double> &x) {
  std::vector<double> kept = x;
  kept.erase(std::remove_if(kept.begin(), kept.end(), [](double v) { return v > 2; }), kept.end());
  double s = 1;
  for (double v : kept)
    s *= v;
  return s;
}
