#include <cmath>
#include <pullback/pullback.h>

// Numbers that pass through float change by steps.
PULLBACK(vjp, jvp)
double rounded(double a, double b) {
  const float real = static_cast<float>(1.25 + 0.16 * a * b);
  return a + 0.3 * std::sin(real) + b * b;
}

// A part that varies faster than any step sees, and is less than rounding in the value.
PULLBACK(vjp, jvp)
double trembling(double a, double b) { return 1e19 * a * b + std::sin(1e30 * a); }
