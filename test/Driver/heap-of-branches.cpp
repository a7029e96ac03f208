// What the manifest says of arrays that are for loops in branches alone: no element where these are not taken.
// RUN: pullback %s --emit=json | FileCheck %s
#include <pullback/pullback.h>

#include <cmath>

// CHECK: "function": "known_vjp"
// CHECK: "bytes": "8 * (dense ? max(0, n) : 0) * max(0, n)"
PULLBACK(vjp, wrt(a[n]))
double known(const double* a, int n, bool dense) {
  double s = a[0];
  if (dense)
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) s = std::sin(s * a[i]) + a[j];
  return s;
}

// CHECK: "function": "computed_vjp"
// CHECK: "bytes": "8 * ((n > 10 || m < n) ? 0 : max(0, n * m))"
PULLBACK(vjp, wrt(a[n]))
double computed(const double* a, int n, int m) {
  double s = a[0];
  if (n > 10 || m < n) return s;
  for (int i = 0; i < n * m; ++i) s = std::sin(s * a[0]) + 1;
  return s;
}
