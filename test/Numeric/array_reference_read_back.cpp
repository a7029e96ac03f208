// RUN: %numeric %s
// Pure outputs T (&y)[N] that are read back: their seed is copied, as large as the array.
#include <pullback/pullback.h>

using Vector = double[3];

// CHECK-SIGNATURE: double scaled(const double* a, const double* b, double (&c)[3])
// CHECK-INPUT: a = uniform(0.5, 1)[3], b = uniform(0.5, 1)[3], c = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c))
double scaled(const Vector a, const double* b, Vector& c) {
  for (int i = 0; i < 3; ++i) c[i] = a[i] * b[i];
  double s = 0;
  for (double v : c) s += v * v;
  return s;
}

// CHECK-INPUT: a = uniform(0.5, 1)[4], c = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c))
void squared(const double (&a)[2][2], double (&c)[2][2]) {
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) {
      c[i][j] = a[i][j];
      c[i][j] *= c[i][j] * a[j][i];
    }
}
