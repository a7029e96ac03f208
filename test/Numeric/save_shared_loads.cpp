// RUN: %numeric %s
// RUN: rm -rf %t && mkdir %t && pullback %s --without join-loops -o %t/one.cpp -- -std=c++17
// RUN: sed -n '/^void together_vjp/,/^}/p' %t/one.cpp | grep -c "double\* const t_saved" | FileCheck %s --check-prefix=ONE
// RUN: sed -n '/^void apart_vjp/,/^}/p' %t/one.cpp | grep -c "double\* const t_saved" | FileCheck %s --check-prefix=TWO
// RUN: pullback %s --without share,join-loops -o %t/two.cpp -- -std=c++17
// RUN: sed -n '/^void together_vjp/,/^}/p' %t/two.cpp | grep -c "double\* const t_saved" | FileCheck %s --check-prefix=TWO
// What several loops load from one place is saved once, where nothing overwrites it between them.
#include <pullback/pullback.h>

#include <cmath>

// ONE: {{^}}1{{$}}
// TWO: {{^}}2{{$}}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3, m = 4
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3, m = 0
PULLBACK(vjp, wrt(x[4]))
double together(const double* x, int n, int m) {
  double t[4] = {}, y = 0.5;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < m; ++j) t[j] += x[j] * y * (i + 1);
    double s = 0, z = 1;
    for (int j = 0; j < m; ++j) s += t[j] * t[j];
    for (int j = 0; j < m; ++j) z += t[j] * t[j] * x[j];
    y = s / z;
  }
  return y;
}

// Something is written between the loops.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3, m = 4
PULLBACK(vjp, wrt(x[4]))
double apart(const double* x, int n, int m) {
  double t[4] = {}, y = 0.5;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < m; ++j) t[j] += x[j] * y * (i + 1);
    double s = 0, z = 1;
    for (int j = 0; j < m; ++j) s += t[j] * t[j];
    t[1] = s * x[1];
    for (int j = 0; j < m; ++j) z += t[j] * t[j] * x[j];
    y = s / z;
  }
  return y;
}

// The loops run differently often.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 4, m = 6
PULLBACK(vjp, value_and_vjp, split, wrt(x[m]))
double unequal(const double* x, int n, int m) {
  double t[6] = {}, y = 0.5;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < m; ++j) t[j] = std::sin(y + x[j] * (i + 1));
    double s = 0, z = 1;
    for (int j = 0; j < n; ++j) s += t[j] * t[j];
    for (int j = 0; j < m; ++j) z += t[j] * t[j] * t[j];
    for (int j = n - 1; j >= 0; --j) z += std::exp(t[j]);
    y = s / z;
  }
  return y;
}

// The same, in the loops of an iteration that runs together with its reverse.
// CHECK-INPUT: x = uniform(-1, 1)[8], n = 2, m = 4
PULLBACK(vjp, value_and_vjp, gradient, split, wrt(x[n * m]))
double fused(const double* x, int n, int m) {
  double t[4] = {}, total = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < m; ++j) t[j] = x[i * m + j] * x[i * m];
    double s = 0, z = 1;
    for (int j = 0; j < m; ++j) s += t[j] * t[j];
    for (int j = 0; j < m; ++j) z += t[j] * t[j] * t[j];
    for (int j = 0; j < m; ++j) t[j] = std::sin(t[j]) * s;
    for (int j = 0; j < m; ++j) z += t[j] * t[j];
    total += s / z;
  }
  return total;
}
