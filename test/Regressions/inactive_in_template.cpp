// RUN: %numeric %s

// A PULLBACK_INACTIVE variable of a function template is inactive in its instances.
#include <pullback/pullback.h>
#include <cmath>
#ifdef PULLBACK_ORACLE
#define QUIET(...) withoutTangent(__VA_ARGS__)
#else
#define QUIET(...) (__VA_ARGS__)
#endif
template <class T>
T scaled(const T* a, int n, T c) {
  PULLBACK_INACTIVE const double quiet = QUIET((0.65 * std::fmod(c, (2.0 + (0.44 * c)))));
  return (0.73 * ((std::tanh((0.94 * (c + -1.192))) + (-0.59 * quiet)) + (0.237 * c)));
}
// CHECK-INPUT: x = [0.442984, 0.1, 0.2]
PULLBACK(vjp, jvp)
double f(const double x[3]) { return scaled<double>(x, 3, x[0]); }
