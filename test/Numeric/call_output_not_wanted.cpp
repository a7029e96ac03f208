// RUN: %numeric %s
// Functions that call themselves, with outputs that a caller may not want: null is passed for them.
#include <cmath>
#include <pullback/pullback.h>

static double halve(double x, double width, int depth, double *error) {
  double whole = width * std::sin(x + width / 2);
  if (depth == 0)
    return whole;
  double sum = halve(x, width / 2, depth - 1, error) + halve(x + width / 2, width / 2, depth - 1, nullptr);
  if (error)
    *error += (whole - sum) * (whole - sum);
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1), width = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double unwanted(double x, double width) { return halve(x, width, 3, nullptr); }

// CHECK-INPUT: x = uniform(-1, 1), width = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double wanted(double x, double width) {
  double error = 0;
  double sum = halve(x, width, 3, &error);
  return sum + error * halve(x, 2 * width, 2, nullptr);
}
