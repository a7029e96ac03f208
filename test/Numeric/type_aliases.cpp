// RUN: %numeric %s
// Aliases and typedefs of number types in signature and body.
#include <pullback/pullback.h>

#include <cstddef>

using Real = double;
typedef float Single;

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double aliased(const double* x, std::size_t n) {
  Real s = 0;
  const Single half = 0.5f;
  for (std::size_t i = 0; i < n; ++i) s += x[i] * x[i] * half;
  return s;
}
