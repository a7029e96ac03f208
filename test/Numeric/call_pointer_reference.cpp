// RUN: %numeric %s
// Callees that write through pointers and references.
#include <pullback/pullback.h>

void normalise(double* v, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) s += v[i] * v[i];
  for (int i = 0; i < n; ++i) v[i] /= s;
}
void cross(const double* a, const double* b, double* c) {
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}
void add(double& sum, const double& x) { sum += x; }

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], c = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp)
void normal(const double* a, const double* b, double* c) {
  cross(a, b, c);
  normalise(c, 3);
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp)
double inPlace(double* x) {
  normalise(x, 3);
  double s = 0;
  for (int i = 0; i < 3; ++i) add(s, x[i] * x[i] * i);
  normalise(x, 2);
  return s;
}
