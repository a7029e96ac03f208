// RUN: %numeric %s
// RUN: rm -rf %t && mkdir %t && pullback %s --explain kept -o %t/kept -- -std=c++17 && FileCheck %s --check-prefix=KEPT < %t/kept
// RUN: pullback %s --explain again -o %t/again -- -std=c++17 && FileCheck %s --check-prefix=AGAIN < %t/again
// What the user says about how the reverse sweep gets a value: stored, or computed again.
#include <pullback/pullback.h>

#include <cmath>

// A sum is computed again otherwise, a sine is saved otherwise.
// KEPT: 'kept' in recurrence_vjp: saved in 'kept_saved', 8 * n bytes: PULLBACK_STORE asks for it
// AGAIN: 'again' in recurrence_vjp: computed again: PULLBACK_RECOMPUTE asks for it
// CHECK-INPUT: x = 0.4, a = uniform(0.5, 1)[4], n = 4
// CHECK-INPUT: x = 0.4, a = uniform(0.5, 1)[1], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
double recurrence(double x, const double* a, int n) {
  for (int i = 0; i < n; ++i) {
    PULLBACK_STORE const double kept = a[i] + 2;
    PULLBACK_RECOMPUTE const double again = std::sin(x * kept);
    x = again * again * kept;
  }
  return x;
}

// A loop that would run together with its reverse, or again in the reverse sweep.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double independent(const double* x, int n) {
  double largest = x[0], s = 0;
  for (int i = 0; i < n; ++i) {
    PULLBACK_STORE double e = std::exp(x[i]);
    largest = largest < e ? e : largest;
    s += e * e;
  }
  return s / largest;
}

template <typename T> T scaled(T x) {
  PULLBACK_STORE T y = x * x;
  PULLBACK_RECOMPUTE T z = std::exp(y);
  return y * z * z;
}

// In no loop, in a callee and a template.
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double straight(double x) { return scaled(x) + scaled(x * 0.5); }

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, split, jvp, wrt(x[n]))
double branches(const double* x, int n) {
  double y = 1;
  for (int i = 0; i < n; ++i)
    if (x[i] > 0.7) {
      PULLBACK_RECOMPUTE double r = y * x[i];
      y = std::sin(r) * r;
    } else {
      PULLBACK_STORE double r = y + x[i];
      y = r * r;
    }
  return y;
}
