// RUN: rm -rf %t && mkdir %t && pullback %s -o %t/out.cpp -- -std=c++17 && FileCheck %s < %t/out.cpp
// What the user asked to store is computed once for all neighbours, and what costs nothing in a loop for each.
#include <pullback/pullback.h>

// CHECK-LABEL: void hinted_vjp(
// CHECK: for (
// CHECK-NOT: for (
// CHECK-LABEL: void plain_vjp(
// CHECK: for (
// CHECK: for (
PULLBACK(vjp, wrt(x[n]))
double hinted(const double *x, int n) {
  double sum = 0;
  for (int i = 1; i < n - 1; ++i) {
    PULLBACK_STORE const double product = x[i + 1] * x[i - 1];
    sum += product * product * x[i];
  }
  return sum;
}

PULLBACK(vjp, wrt(x[n]))
double plain(const double *x, int n) {
  double sum = 0;
  for (int i = 1; i < n - 1; ++i) {
    const double product = x[i + 1] * x[i - 1];
    sum += product * product * x[i];
  }
  return sum;
}
