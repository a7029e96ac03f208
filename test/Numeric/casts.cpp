// RUN: %numeric %s
// Every spelling of a cast; float to integer and back has derivative zero.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 2.7, n = 3
// CHECK-INPUT: a = -2.7, n = 3
// CHECK-TOLERANCE: 1e-6L
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double casts(double a, int n) {
  const float f = (float)a;
  const double d = double(f) * n;
  const long l = static_cast<long>(a);
  const unsigned char c = static_cast<unsigned char>(n + 250);
  const double e = static_cast<double>(l) * a + c * d;
  return static_cast<long double>(e) > 0 ? e : e * (int)a;
}
