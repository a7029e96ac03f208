// RUN: %numeric %s
// T a[][N], T (*a)[N], T (&a)[N], const T a[N] as parameters.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[6], b = uniform(-1, 1)[6], y = output[4], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void product(const double a[][3], const double (*b)[2], double y[][2], int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 2; ++j) {
      double s = 0;
      for (int k = 0; k < 3; ++k) s += a[i][k] * b[k][j];
      y[i][j] = s;
    }
}

// CHECK-INPUT: x = uniform(-1, 1)[3], y = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void byReference(const double (&x)[3], double (&y)[3]) {
  for (int i = 0; i < 3; ++i) y[i] = x[i] * x[(i + 1) % 3];
}

// CHECK-INPUT: r = uniform(-1, 1)[9], v = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp)
double fixedExtent(const double r[9], double v[3]) {
  const double t = v[0];
  v[0] = r[0] * v[1] + r[4] * v[2];
  v[2] *= r[8];
  return v[0] * t;
}

// CHECK-INPUT: m = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, split, jvp)
void square(double (&m)[2][2]) {
  const double a = m[0][0], b = m[0][1], c = m[1][0], d = m[1][1];
  m[0][0] = a * a + b * c;
  m[0][1] = a * b + b * d;
  m[1][0] = c * a + d * c;
  m[1][1] = c * b + d * d;
}
