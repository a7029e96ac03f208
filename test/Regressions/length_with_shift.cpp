// RUN: rm -rf %t && mkdir %t && pullback %s --checks -o %t/out.cpp -- -std=c++17 && FileCheck %s < %t/out.cpp
// A length that shifts: the number of samples of a transform.
#include <pullback/pullback.h>

// CHECK-LABEL: void reversed_vjp(
// CHECK: inputObject("x", x, 1UL << bits)
// CHECK: adjointObject("y_bar", y_bar, (2UL << bits) >> 1)
PULLBACK(vjp, wrt(x[1 << bits]), of(y[(2 << bits) >> 1]))
void reversed(const double *x, int bits, double *y) {
  for (int i = 0; i < 1 << bits; ++i)
    y[i] = x[i] * x[(1 << bits) - 1 - i];
}
