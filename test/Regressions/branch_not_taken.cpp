// RUN: %numeric %s
// Loops in branches that are not taken: how often they would run may be beyond all numbers and all memory.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 3, m = 4
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 100000, m = 100000
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[60]))
double product(const double* a, int n, int m) {
  double s = a[0];
  if (n <= 10)
    for (int i = 0; i < n * m; ++i) s = std::sin(s * a[i]) + 1;
  return s * s;
}

// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 3
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 2147483647
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = -1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[60]))
double early(const double* a, int n) {
  double s = a[0];
  if (n > 50 || n < 0) return s * s;
  for (int i = 0; i < n + 1; ++i) s = std::sin(s * a[i]) + 1;
  return s * s;
}

// CHECK-INPUT: a = uniform(0.2, 1)[7], n = 7, dense = true
// CHECK-INPUT: a = uniform(0.2, 1)[7], n = 40000, dense = false
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[7]))
double dense(const double* a, int n, bool dense) {
  double s = a[0];
  if (dense)
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) s = std::sin(s * a[i]) + a[j];
  return s * s;
}

// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 7, kind = 0
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 50000, kind = 1
// CHECK-INPUT: a = uniform(0.2, 1)[60], n = 50000, kind = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[60]))
double method(const double* a, int n, int kind) {
  double s = 1;
  switch (kind) {
  case 0:
    for (int i = 0; i < n * n; ++i) s = std::sin(s * a[i % 60]) + 1;
    break;
  case 1:
    for (int i = 0; i < 5; ++i) s *= a[i] * s;
    break;
  default:
    for (int i = 0; i < 5; ++i)
      for (int j = i; j < 5; ++j) s += a[i] * s * a[j];
  }
  return s;
}

// Triangles, and what is counted before.
// CHECK-INPUT: a = uniform(0.2, 1)[6], n = 6, sum = true
// CHECK-INPUT: a = uniform(0.2, 1)[6], n = 60000, sum = false
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[6]))
double triangle(const double* a, int n, bool sum) {
  double s = 1;
  if (sum) {
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j) s = std::sin(s * a[j]) + a[i];
    for (int i = 0; i < n; ++i)
      for (int j = i * i; j < n; ++j) s = std::sin(s * a[j]) + a[i];
  }
  return s * s;
}
