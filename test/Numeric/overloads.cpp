// RUN: %numeric %s
// Overloads: called by type, requested one by one, picked by parameter types.
#include <pullback/pullback.h>

double half(double x) { return x / 2; }
float half(float x) { return x / 4; }
int half(int x) { return x / 2; }

// CHECK-INPUT: x = 0.7, n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, int n) { return half(x) * half(n) + half(static_cast<float>(n)); }

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, jvp)
double f(double x) { return x * x * half(x); }

double g(double x) { return x * x * x; }
double g(double x, int n) { return x * n; }

// CHECK-INPUT: x = 0.7, n = 5
// CHECK-SIGNATURE: double g(double x, int n)
PULLBACK_DIFFERENTIATE(g(double, int), vjp, value_and_vjp, gradient, split, jvp);
