// RUN: %numeric %s

// What decides whether an iteration ends early does not matter to the output, and so neither does its table.
#include <pullback/pullback.h>

#include <cmath>

namespace {
const double kTable[3] = {0.25, -0.5, 0.75};
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(const double *x, int n) {
  for (int i = 0; i < n; ++i) {
    double *row = new double[n];
    for (int j = 0; j < n; ++j)
      row[j] = std::cos(x[j]);
    if (x[i] > row[n - 1] + kTable[0]) {
      delete[] row;
      continue;
    }
    delete[] row;
  }
  return std::sin(x[0]);
}
