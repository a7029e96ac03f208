// RUN: %numeric %s
// Pure outputs that are read after they were written: on both sides of a branch, downwards, by rows, in whole structs.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 0.7, y = output[1]
// CHECK-INPUT: x = -0.7, y = output[1]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void onBothSides(double x, double& y) {
  if (x > 0) y = x * x;
  else y = 2 * x;
  y *= x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y[n]))
void downwards(const double* x, int n, double* y) {
  for (int i = n - 1; i >= 0; --i) y[i] = x[i];
  for (int i = n - 2; i >= 0; --i) y[i] += y[i + 1] * x[i];
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y[n]))
void fromTheEnd(const double* x, int n, double* y) {
  y[n - 1] = x[n - 1];
  for (int i = n - 2; i >= 0; --i) y[i] = y[i + 1] * x[i];
}

// CHECK-INPUT: a = uniform(0.5, 1)[9], n = 3, c = output[9]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c[n * n]))
void byRows(const double* a, int n, double* c) {
  for (int i = 0; i < n; ++i) {
    double* row = c + i * n;
    for (int j = 0; j < n; ++j) row[j] = a[i * n + j];
    for (int j = 1; j < n; ++j) row[j] += row[j - 1] * a[j];
  }
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) c[i * n + j] *= a[j * n + i];
}

// CHECK-INPUT: a = uniform(0.5, 1)[9], n = 3, c = output[9]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c[n * n]))
void flat(const double* a, int n, double* c) {
  for (int i = 0; i < n * n; ++i) c[i] = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) c[i * n + j] *= a[i * n + j];
}

// CHECK-INPUT: a = uniform(0.5, 1)[3], n = 2, c = output[6]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c[n]))
void rowsOfThree(const double* a, int n, double (*c)[3]) {
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 3; ++j) c[i][j] = a[j] * i;
    c[i][0] += c[i][1] * a[2];
  }
}

// CHECK-INPUT: a = uniform(0.5, 1)[4], c = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c))
void elementsFromTheLast(const double* a, double (&c)[2][2]) {
  c[1][1] = a[3];
  c[1][0] = a[2] * a[0];
  c[0][1] = a[1];
  c[0][0] = a[0] * a[1];
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) c[i][j] *= c[j][i] + a[j];
}

// CHECK-INPUT: p = uniform(0.5, 1)[3], o = output[6]
PULLBACK(vjp, value_and_vjp, split, jvp, of(o[2]))
void structs(const Vec3& p, Vec3* o) {
  o[0] = p;
  o[0].y *= p.x;
  o[1] = o[0];
  o[1].z = o[1].x * o[0].y;
}

// CHECK-INPUT: p = uniform(0.5, 1)[3], o = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(o))
Vec3 fields(const Vec3& p, Vec3& o) {
  o.x = p.y;
  o.y = p.x * p.z;
  o.z = std::sin(p.x);
  return o;
}

// CHECK-INPUT: x = 0.7, y = output[4], n = 3
PULLBACK(vjp, value_and_vjp, jvp, of(y[4]))
void recursive(double x, double* y, int n) {
  y[n] = std::sin(x) * n + x;
  if (n > 0) recursive(x * x, y, n - 1);
}
