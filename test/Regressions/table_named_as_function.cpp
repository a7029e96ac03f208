// RUN: %numeric %s
// Tables of a function that are named as functions of the C library are, or as its caller is.
#include <pullback/pullback.h>

#include <cmath>
#include <cstdlib>

namespace tables {
inline double exp(double x, int n) {
  static const double y1[2] = {1, 2}, exp[2] = {0.5, 0.25};
  return x * y1[n] + exp[n] * std::exp(x);
}
} // namespace tables

// CHECK-INPUT: x = 0.4, n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double interpolate(double x, int n) {
  static double y1[2] = {1, 2}, gamma[2] = {3, 4}, rand[2] = {5, 6};
  static const double interpolate[2] = {7, 8};
  return y1[n] * x + gamma[n] * x * x + rand[n] * std::sin(x) * interpolate[n] * tables::exp(x, n);
}
