// RUN: %numeric %s
// Integer arguments are converted to double, as the overloads of <cmath> do.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double mixed(double x, int n) { return std::pow(x, 2) + std::pow(x, n) + x * std::sqrt(n) + std::pow(n, x) + std::fmax(x, 1); }

// CHECK-INPUT: x = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double floatExponent(float x, int n) { return std::pow(x, n) * x; }
