// RUN: %numeric %s
// RUN: pullback %s -o - | FileCheck %s

// A maximum over an array that starts with its first element has its place in the array, whichever it is.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

// CHECK-LABEL: void firstOfAll_vjp({{.*}}__restrict
// CHECK: x_bar[m_from] += 2 * (result_bar * m);
// CHECK-NEXT: }
// CHECK-INPUT: x = [0.9, 0.2, 0.5, 0.9], n = 4
// CHECK-INPUT: x = [0.1, 0.2, 0.5, 0.3], n = 4
// CHECK-INPUT: x = [0.7], n = 1
PULLBACK(vjp)
double firstOfAll(const double *x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i)
    m = std::max(m, x[i]);
  return m * m;
}

// The loop starts further on than behind the first element.
// CHECK-LABEL: void firstAndLast_vjp({{.*}}__restrict
// CHECK: if (
// CHECK-INPUT: x = [0.9, 2.2, 0.5, 0.9], n = 4
// CHECK-INPUT: x = [0.1, 0.2, 0.5, 0.3], n = 4
PULLBACK(vjp)
double firstAndLast(const double *x, int n) {
  double m = x[0];
  for (int i = 2; i < n; ++i)
    m = std::min(m, x[i]);
  return m * m;
}

// The first value is another element.
// CHECK-LABEL: void second_vjp({{.*}}__restrict
// CHECK: if (
// CHECK-INPUT: x = [0.9, 2.2, 0.5, 0.9], n = 4
// CHECK-INPUT: x = [0.1, 0.2, 0.5, 0.3], n = 4
PULLBACK(vjp)
double second(const double *x, int n) {
  double m = x[3];
  for (int i = 1; i < n - 1; ++i)
    m = std::max(m, x[i]);
  return m * m + x[0];
}

// And another array.
// CHECK-LABEL: void ofTwo_vjp({{.*}}__restrict
// CHECK: if (
// CHECK-INPUT: x = [0.9, 2.2, 0.5, 0.9], y = [0.3], n = 4
// CHECK-INPUT: x = [0.1, 0.2, 0.5, 0.3], y = [0.8], n = 4
PULLBACK(vjp)
double ofTwo(const double *x, const double *y, int n) {
  double m = y[0];
  for (int i = 1; i < n; ++i)
    m = std::max(m, x[i]);
  return m * m;
}
