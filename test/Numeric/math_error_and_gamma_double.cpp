// RUN: %numeric %s
// Error and gamma functions of <cmath> on double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double erfOf(double x) { return x * std::erf(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double erfcOf(double x) { return x * std::erfc(x); }

// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 25.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double lgammaOf(double x) { return x * std::lgamma(x); }

// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 9.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double tgammaOf(double x) { return x * std::tgamma(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double fabsOf(double x) { return x * std::fabs(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double absOf(double x) { return x * std::abs(x); }
