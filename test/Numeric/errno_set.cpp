// RUN: %numeric %s
// errno is set where the function sets it.
#include <cerrno>
#include <cmath>
#include <limits>
#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.7, y = -0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double guardedLog(double x, double y) {
  double s = 0;
  if (y <= 0)
    errno = EDOM;
  else
    s = std::log(y);
  if (x > 10)
    errno = ERANGE;
  return s + x * y;
}
