// RUN: %numeric %s
// Pointers to the start of one row of a matrix that walk on over the other rows, and those that stay in it.
#include <pullback/pullback.h>

#include <algorithm>
#include <array>
#include <vector>

static double square(const double *v, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += v[i] * v[i];
  return sum;
}

static double dot(const double *v, const double *w, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += v[i] * w[i];
  return sum;
}

static double determinant(const double *m) {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

// CHECK-INPUT: x = 0.7, y = -0.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double flat(double x, double y) {
  double a[3][3] = {{x, y, 0.5}, {y, x * y, 1}, {0.25, 1, x}};
  return determinant(&a[0][0]) * determinant(a[0]);
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double filled(double x) {
  double a[3][3];
  a[1][2] = x * x;
  std::fill(&a[0][0], &a[0][0] + 9, x);
  return a[1][2] * a[2][2];
}

// CHECK-INPUT: x = uniform(0.5, 2)[9], n = 9
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double wholeOfRow(const double *x, int n) {
  double a[3][3];
  for (int i = 0; i < n; ++i)
    a[i / 3][i % 3] = x[i] * x[i];
  return square(a[0], n) * square(&a[1][0], 6) + square(a[2], 3);
}

// CHECK-INPUT: x = uniform(0.5, 2)[9], n = 9
PULLBACK(vjp, value_and_vjp, split, jvp)
double wholeOfParameter(const double (*x)[3], int n) { return square(x[0], n) * dot(x[1], x[2], 3); }

// CHECK-INPUT: x = uniform(0.5, 2)[12], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
void inOut(double (*x)[3], int n) {
  double *p = *x;
  for (int i = 0; i < n; ++i) {
    *p *= p[2];
    p += 3;
  }
}

// CHECK-INPUT: x = uniform(0.5, 2)[3], y = uniform(0.5, 2)[9]
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofReference(const double (&x)[3], const double (*y)[3]) {
  const double(*row)[3] = y;
  const double *p = x;
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    sum += square(*row, 3) * *p++;
    ++row;
  }
  return sum;
}

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double rowsOfRows(double x, int n) {
  double a[4][4];
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      a[i][j] = x * (i + 1) / (j + x);
  double sum = 0;
  for (int i = 1; i < n; ++i)
    sum += dot(a[i], a[i - 1], n) + dot(a[i], a[0], 4);
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 2)[9]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[9]))
double placesInOtherRows(const double *x) {
  double a[3][3];
  std::copy(x, x + 9, a[0]);
  const double *p = &a[0][1], *q = a[0];
  double sum = 0;
  for (int i = 0; i < 8; ++i)
    sum += p[i] * p[i] * x[i];
  a[1][1] *= sum;
  q += 2;
  return sum + q[2] * q[6] + q[3] * a[1][0] + *++q + a[0][2] * p[0];
}

// CHECK-INPUT: x = uniform(0.5, 2)[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double writtenOnWards(const double *x) {
  double a[2][3];
  double *p = *a;
  for (int i = 0; i < 6; ++i)
    *p++ = x[i] * x[i];
  for (double *q = a[0]; q != p; ++q)
    *q *= a[1][1];
  double *r = a[0];
  r += 2;
  r[2] *= x[0];
  return a[0][2] * a[1][1] * a[1][2];
}

struct Place {
  double c[3];
};

// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3 * n]))
double elementsOfVector(const double *x, int n) {
  std::vector<std::array<double, 3>> v(n);
  v[1][1] = x[0] * x[1];
  double *p = v[0].data();
  for (int i = 0; i < 3 * n; ++i)
    p[i] = x[i] * x[i];
  v[1][2] *= v[1][1];
  const double *q = v[0].data();
  double s = v[1][1] * v[2][0];
  for (int i = 0; i < 3 * n; ++i)
    s += q[i] * s;
  return s;
}
// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3 * n]))
double fromFirst(const double *x, int n) {
  std::vector<std::array<double, 3>> v(n);
  double *p = &v[0][0];
  for (int i = 0; i < 3 * n; ++i)
    p[i] = x[i] * x[i];
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += v[i][1] * v[i][2] * x[i];
  return s;
}
// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3 * n]))
double members(const double *x, int n) {
  Place v[4];
  v[1].c[1] = x[0];
  double *p = v[0].c;
  for (int i = 0; i < 3 * n; ++i)
    p[i] = x[i] * x[i];
  const double a = v[1].c[1];
  v[1].c[1] = x[3];
  const double *q = v[0].c;
  double s = a;
  for (int i = 0; i < 3 * n; ++i)
    s += q[i] * s;
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3 * n]))
double onTheHeap(const double *x, int n) {
  double(*a)[3] = new double[n][3];
  double *p = *a;
  for (int i = 0; i < 3 * n; ++i)
    *p++ = x[i] * x[i];
  double sum = 0;
  const double *q = *a;
  for (int i = 0; i < n; ++i) {
    sum += q[0] * q[2] * sum + *q;
    q += 3;
  }
  delete[] a;
  return sum;
}
