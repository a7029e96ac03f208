// RUN: %numeric %s
// RUN: pullback %s -o - --header - -- -std=c++17 -I%include | FileCheck %s
// The only call of a recursive function stands where two conditions exclude each other: neither its sweeps nor what they
// would save are printed.
// CHECK-NOT: chain_sweep_fwd
// CHECK-NOT: power_sweep
#include <pullback/pullback.h>

double chain(const double* a, int n) { return n <= 0 ? 1.0 : a[0] * chain(a + 1, n - 1); }

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 3
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double* x, int n, int k) {
  double sum = x[0] * x[1];
  for (int i = 0; i < n; ++i) {
    if (k % 3 == 0) {
      sum *= x[i] + 2.0;
      if (k % 3 == 1)
        sum += x[i] * chain(x, n);
    }
  }
  return sum;
}

double power(double x, int n) { return n <= 0 ? 1.0 : x * power(x, n - 1); }

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 3
PULLBACK(vjp, value_and_vjp, gradient, wrt(x[n]))
double g(const double* x, int n, int k) {
  double sum = x[0] * x[1];
  for (int i = 0; i < n; ++i) {
    if (k % 3 == 0) {
      sum *= x[i] + 2.0;
      if (k % 3 == 1)
        sum += power(x[i], n);
    }
  }
  return sum;
}
