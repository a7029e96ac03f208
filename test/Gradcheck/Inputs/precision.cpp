#include <cmath>
#include <pullback/pullback.h>

// Numbers that pass through float change by steps.
PULLBACK(vjp, jvp)
double rounded(double a, double b) {
  const float real = static_cast<float>(1.25 + 0.16 * a * b);
  return a + 0.3 * std::sin(real) + b * b;
}
