// RUN: %numeric %s
// An element in front of the place that a pointer points to; char is no type for a subscript.
#include <pullback/pullback.h>

#include <cstddef>

// CHECK-INPUT: x = uniform(-1, 1)[6], k = 2, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double before(const double* x, std::size_t k, std::size_t n) {
  const double *p = x + k, *q = x + k - 1;
  double s = p[-1] * p[-2];
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = x + i * k + 1;
    s += row[-1] * q[i];
  }
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], c = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double byCharacter(const double* x, char c) {
  double s = 0;
  for (char i = 0; i < c; ++i)
    s += *(x + i) * *(x + c);
  return s;
}
