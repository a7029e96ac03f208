// RUN: %numeric %s
// RUN: pullback %s -o - --header %t.h -- -std=c++17 | FileCheck %s

// What resize() adds is cleared. A size less one is smaller, and where it wraps around, resize() throws: nothing is
// added, and gcc warns of a loop that would.
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-NOT: index = v_size
// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double pairs(const double *x, int n) {
  std::vector<std::pair<double, int>> v;
  v.resize(static_cast<std::size_t>(n) + 2);
  v[n].first = x[0] * x[1];
  v.resize(v.size() - 1);
  return v[n].first * x[2];
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double popped(const double *x, int n) {
  std::vector<double> v(x, x + n);
  v.resize(v.size() - 2);
  return v[0] * v[1] * x[2];
}
