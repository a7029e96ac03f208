// RUN: %numeric %s
// Addresses of locals and of array elements.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.3, b = 1.1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double addresses(double a, double b) {
  double x = a * b;
  double* p = &x;
  *p += a;
  double v[2] = {x, b};
  double* q = &v[1];
  *q = *q * *p;
  q[-1] *= 2;
  double& r = *q;
  r += a;
  return v[0] * v[1];
}
