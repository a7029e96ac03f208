// RUN: %numeric %s
// Error and gamma functions of <cmath> on long double.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double erfOf(long double x) { return x * std::erf(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double erfcOf(long double x) { return x * std::erfc(x); }

// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = uniform(0.2, 6)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 25.5
PULLBACK(vjp, jvp, gradient)
long double lgammaOf(long double x) { return x * std::lgamma(x); }

// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = uniform(0.2, 4)
// CHECK-INPUT: x = -1.3
// CHECK-INPUT: x = 9.5
PULLBACK(vjp, jvp, gradient)
long double tgammaOf(long double x) { return x * std::tgamma(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double fabsOf(long double x) { return x * std::fabs(x); }

// CHECK-INPUT: x = uniform(-2, 2)
// CHECK-INPUT: x = uniform(-2, 2)
PULLBACK(vjp, jvp, gradient)
long double absOf(long double x) { return x * std::abs(x); }
