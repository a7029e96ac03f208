// RUN: %numeric %s
// A request away from the function, on a declaration, and two functions in one file.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.7, k = 2
PULLBACK(vjp, wrt(x))
double declared(double x, double k);

// CHECK-INPUT: x = 0.7
// CHECK-SIGNATURE: double later(double x)
double later(double x);
PULLBACK_DIFFERENTIATE(later, vjp, value_and_vjp, gradient, split, jvp);

double declared(double x, double k) { return x * x * k; }
double later(double x) { return x * declared(x, 2); }

// CHECK-INPUT: x = 0.7, k = 2
// CHECK-SIGNATURE: double declared(double x, double k)
PULLBACK_DIFFERENTIATE(declared, jvp, name(declaredByK), wrt(k));
