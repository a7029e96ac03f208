// RUN: %numeric %s

// An enumerator whose type comes from a header is a field of the struct of saved values, in the generated header.
#include "Inputs/records.h"
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: u = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, split, jvp)
double f(double *u, int n) {
  const Level kind = u[0] * u[1] > 0.1 ? middle : low;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += u[i] * (kind >= 1 ? std::sin(u[0]) : u[1]);
  u[0] = 0.5;
  u[1] = sum;
  return sum * sum;
}
