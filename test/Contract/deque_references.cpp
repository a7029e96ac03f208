// RUN: %python %S/refuse.py %s
// References to elements of a deque that stay valid, and of which the tool cannot tell the place.

//--- inserted-in-front
#include <deque>
PULLBACK(vjp)
double f(double x) {
  std::deque<double> a{x, 2 * x};
  double& e = a[1];
  a.insert(a.begin(), x * x * x);
  e *= x; // ERROR: container
  return e + 3 * a[0] + 5 * a[1] + 7 * a[2];
}
