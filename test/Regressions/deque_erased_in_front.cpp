// RUN: %numeric %s
// References to elements of a deque stay valid where others are erased in front of them.
#include <pullback/pullback.h>

#include <deque>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double one(double x) {
  std::deque<double> a{x, 2 * x, 3 * x * x};
  double& e = a[1];
  a.erase(a.begin());
  e *= x;
  return e + 3 * a[0] + 5 * a[1];
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double several(double x) {
  std::deque<double> a{x, 2 * x, 3 * x * x, x * x};
  double& e = a[3];
  a.erase(a.begin(), a.begin() + 2);
  e *= x;
  a.erase(a.begin() + 1, a.end());
  return e + 3 * a[0] + static_cast<double>(a.size());
}
