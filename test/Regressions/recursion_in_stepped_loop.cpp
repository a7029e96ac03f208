// RUN: %numeric %s

// A loop over calls that are one with their reverse: what computes its counter from trips goes, however long that is.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = uniform(-1, 1)[9], n = 9, c = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n], c))
double ofHalves(const double *a, int n, double c) {
  if (n <= 1)
    return a[0] * c;
  double sum = 0;
  for (int i = 2; i < n; i += 2) {
    const double factor = std::sin(a[i]);
    sum += factor * ofHalves(a + i, n - i - 2, c);
  }
  return sum;
}

// CHECK-INPUT: a = uniform(-1, 1)[9], n = 9, c = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n], c))
double downwards(const double *a, int n, double c) {
  if (n <= 1)
    return std::exp(a[0] * c);
  double sum = a[1];
  for (long i = n - 1; i > 2; i -= 3)
    sum += a[i] * downwards(a + 1, static_cast<int>(i) - 2, c);
  return sum;
}
