// Variables of the standard library have names that are reserved for it; generated code calls them differently.
// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: FileCheck %s --input-file=standard-names.pullback.cpp
// CHECK-NOT: {{[^_[:alnum:]](__[a-qs-z]|_[A-Z])}}
// CHECK: num
// CHECK-NOT: {{[^_[:alnum:]](__[a-qs-z]|_[A-Z])}}
// CHECK: saved.init
// CHECK-NOT: {{[^_[:alnum:]](__[a-qs-z]|_[A-Z])}}
#include <algorithm>
#include <numeric>
#include <pullback/pullback.h>

PULLBACK(vjp, split, wrt(x[n]))
double f(const double* x, int n, int k) {
  double y[8];
  std::copy(x, x + n, y);
  const double product = std::accumulate(y, y + n, 1.0, [](double a, double b) { return a * b; });
  return product * y[k] * product;
}
