// RUN: %numeric %s
// Pointers as loop variables, differences, offsets and negative indices.
#include <pullback/pullback.h>

#include <cstddef>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double walked(const double* x, int n) {
  double s = 0.5;
  for (const double* p = x; p != x + n; ++p) s = s * *p + 1;
  const double* end = x + n;
  while (end > x) {
    --end;
    s += *end * *end * static_cast<double>(end - x);
  }
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], y = output[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void copied(const double* x, double* y, int n) {
  while (n-- > 0) *y++ = 2 * *x * *x, ++x;
}

// CHECK-INPUT: x = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double offsets(const double* x) {
  const double* middle = &x[3];
  const double* p = middle - 2;
  const std::ptrdiff_t d = middle - p;
  p += 3;
  return middle[-1] * *p + p[1] * d + *(x + 1) * 2[x];
}

// CHECK-INPUT: x = uniform(-1, 1)[3], y = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]), of(y))
void oneByOne(const double* x, double* y) {
  const double s = x[0] * x[1] + x[2];
  *y++ = s * x[0];
  *y++ = s * s;
  *y = x[1] / (2 + s);
}
