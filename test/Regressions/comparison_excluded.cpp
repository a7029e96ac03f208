// RUN: %numeric %s

// What one side of && and || excludes decides the other side; compilers warn of both in one condition.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: u = [0.3, 0.7], k = 4, x = 0.2
// CHECK-INPUT: u = [0.3, 0.7], k = 5, x = 0.2
PULLBACK(vjp, jvp)
void never(double *u, int k, const double *x) {
  u[0] = std::atan(k % 3 != 1 && k % 3 == 1 ? u[1] : x[0]) * u[0];
}

// CHECK-INPUT: u = [0.3, 0.7], k = 4, x = 0.2
// CHECK-INPUT: u = [0.3, 0.7], k = 5, x = 0.2
PULLBACK(vjp, jvp)
void always(double *u, int k, const double *x) {
  u[0] = std::atan(k % 3 == 1 || k % 3 != 1 ? u[1] : x[0]) * u[0];
}

// Two exclusions leave one number.
// CHECK-INPUT: u = [0.3, 0.7], flag = 0, x = 0.2
// CHECK-INPUT: u = [0.3, 0.7], flag = 1, x = 0.2
PULLBACK(vjp, jvp)
void both(double *u, bool flag, const double *x) {
  const int k = flag;
  if (k != 0 && k != 1)
    u[0] = x[0];
  else if (k != 2)
    u[0] *= u[1] * x[0];
}
