// RUN: %numeric %s
// Two functions that call each other.
#include <pullback/pullback.h>

double odd(double x, int n);
double even(double x, int n) { return n == 0 ? x : odd(x * 1.1, n - 1) + x; }
double odd(double x, int n) {
  if (n == 0) return 1;
  return even(x * x, n - 1) * 0.5;
}

// CHECK-INPUT: x = 0.9, n = 4
// CHECK-INPUT: x = 0.9, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double alternating(double x, int n) { return even(x, n) * x; }
