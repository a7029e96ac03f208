// RUN: %numeric %s
// Bounds that make no sense, n - 1 for n = 0, where the loop ends by something else before it starts.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double guarded(const double *x, std::size_t n) {
  double t = 1;
  for (std::size_t i = 0; n > 0 && i < n - 1; ++i)
    t = t * x[i] + std::sin(t);
  return t;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double left(const double *x, std::size_t n) {
  double t = 1;
  for (std::size_t i = 0; i < n - 1; ++i) {
    if (n == 0)
      break;
    t = t * x[i] + std::sin(t);
  }
  return t;
}
