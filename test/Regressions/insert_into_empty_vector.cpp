// RUN: %numeric %s
// What is inserted into a vector that is known to be empty moves no elements: g++ warns of a loop up to an unsigned 0.
#include <algorithm>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: a = 0.7, b = 0.4, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double placed(double a, double b, int n) {
  std::vector<double> v;
  v.insert(v.begin() + n, a);
  v.insert(v.begin(), b);
  return v[0] * v[1] * v[0];
}

// CHECK-INPUT: a = 0.7, b = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sorted(double a, double b) {
  std::vector<double> v;
  v.insert(std::upper_bound(v.begin(), v.end(), a), a);
  v.insert(std::upper_bound(v.begin(), v.end(), b), b);
  return v[0] * v[0] * v[1];
}
