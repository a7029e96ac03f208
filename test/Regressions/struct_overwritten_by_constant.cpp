// RUN: %numeric %s
// Structs that depended on the input are overwritten with constant ones, at places known at run time.
#include "Inputs/records.h"
#include <pullback/pullback.h>

const Pair kTable[2] = {{0.5, -0.25}, {1.5, 2.0}};

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 6, k = 1
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 5, k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double f(const double* x, int n, int k) {
  Pair cells[3] = {{x[0], x[1]}, {x[2], x[0]}, {x[1], x[2]}};
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    sum += cells[i % 3].a * cells[i % 3].b * x[i % 3];
    cells[(i + k) % 3] = kTable[i % 2];
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 6
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double g(const double* x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    double cells[3] = {};
    for (int j = i % 3; j < 3; ++j)
      cells[j] += x[j] * x[i % 3];
    sum += cells[1] * cells[i % 3] + cells[0];
  }
  return sum;
}
