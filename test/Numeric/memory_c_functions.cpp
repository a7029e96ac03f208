// RUN: %numeric %s
// malloc, calloc, free, memcpy, memmove and memset of whole elements.
#include <cstdlib>
#include <cstring>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double allocated(const double *x, int n) {
  double *a = (double *)malloc(n * sizeof(double));
  double *b = static_cast<double *>(std::calloc(n, sizeof(double)));
  for (int i = 0; i < n; ++i) {
    a[i] = x[i] * x[i];
    b[i] += a[i] * x[0];
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  free(a);
  std::free(b);
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double copied(const double *x, int n) {
  double a[6], b[6], c[6];
  std::memcpy(a, x, sizeof(a));
  memcpy(b, a, 6 * sizeof(double));
  std::memset(c, 0, sizeof c);
  std::memcpy(c, b, sizeof(double) * n);
  std::memmove(a, b, n * sizeof(double));
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i] * c[i];
  return s;
}

// What was used before is set to zero, once and again.
// CHECK-INPUT: u = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u[n]), of(u[n]))
double clearedAfterUse(double *u, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += u[i] * u[i];
  std::memset(u, 0, n * sizeof(double));
  u[1] = s;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double clearedOnTheWay(const double *x, int n) {
  double w[5], s = 0;
  for (int i = 0; i < n; ++i)
    w[i] = x[i] * x[i];
  for (int k = 0; k < n; ++k) {
    for (int i = 0; i < n; ++i)
      s += w[i] * x[k] * w[i];
    w[k % 3] = s;
    if (k == 2)
      std::memset(w, 0, sizeof w);
  }
  return s;
}

// Numbers of bytes as products of several factors, and an array whose first subscript is 1.
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 2, m = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * m]))
double products(const double *x, int n, int m) {
  double *a = (double *)malloc(sizeof(double) * n * m);
  double *b = (double *)malloc((size_t)((n * m - 1 + 2) * sizeof(double)));
  double *c = (double *)malloc(2 * sizeof(double) * m);
  double *v = b - 1 + 1;
  for (int i = 1; i <= n * m; i++) {
    a[i - 1] = x[i - 1] * x[0];
    v[i] = a[i - 1] * i;
    c[i - 1] = v[i] * v[i];
  }
  double s = 0;
  for (int i = 0; i < n * m; i++)
    s += a[i] * v[i + 1] + c[i];
  free(a);
  free((char *)(v + 1 - 1));
  free(c);
  return s;
}
