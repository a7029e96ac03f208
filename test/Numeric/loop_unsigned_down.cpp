// RUN: %numeric %s
// Unsigned loops: upwards by std::size_t, downwards with the test on the decremented counter.
#include <pullback/pullback.h>

#include <cstddef>

// CHECK-INPUT: c = uniform(-1, 1)[5], n = 5, x = 0.7
// CHECK-INPUT: c = [], n = 0, x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(c[n], x))
double unsignedDown(const double* c, std::size_t n, double x) {
  double s = 1;
  for (std::size_t i = n; i-- > 0;) s = s * x + c[i];
  for (std::size_t i = n; i > 0; --i) s = s * x - c[i - 1] * s;
  for (unsigned i = 0; i < n; i += 2u) s += c[i] * s;
  return s;
}
