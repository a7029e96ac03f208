// RUN: %numeric %s
// RUN: pullback %s -o - | FileCheck %s --implicit-check-not='double cells'

// An array that is read for nothing but its own elements is not needed, and gcc warns of a variable that is set alone.
#include <pullback/pullback.h>

#include <cmath>
#include <utility>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
// CHECK-LABEL: f_vjp(
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double cells[6] = {x[i] * x[i], 0.5};
    for (int j = 0; j < 3; ++j)
      std::swap(cells[j], cells[5 - j]);
    for (int j = 0; j < 5; ++j)
      cells[j] += std::sin(cells[j + 1]);
    s += std::cos(x[i]);
  }
  return s;
}
