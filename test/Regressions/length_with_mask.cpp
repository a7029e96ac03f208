// RUN: rm -rf %t && mkdir %t && pullback %s --checks -o %t/out.cpp -- -std=c++17 && FileCheck %s < %t/out.cpp
// Lengths that are rounded up to whole blocks.
#include <pullback/pullback.h>

// CHECK-LABEL: void padded_vjp(
// CHECK: inputObject("x", x, (static_cast<std::size_t>(n) + 7) & ~7UL)
// CHECK: n + ((-static_cast<std::size_t>(n) & 7) | (static_cast<std::size_t>(m) % 2))
PULLBACK(vjp, wrt(x[(n + 7) & ~7]), of(y[n + (-n & 7 | m % 2)]))
void padded(const double *x, int n, int m, double *y) {
  for (int i = 0; i < ((n + 7) & ~7); ++i)
    y[i] = x[i] * x[0];
}
