// RUN: %numeric %s
// A vector as a parameter of a function that returns a struct.
#include "Inputs/records.h"
#include <vector>
#include <pullback/pullback.h>

// CHECK-INPUT: v = uniform(-1, 1)[3], k = 0.4
PULLBACK(vjp, value_and_vjp, split, jvp)
Pair f(const std::vector<double>& v, double k) {
  Pair s = {v[0] * v[1], k};
  for (double x : v)
    s.b *= x + s.a;
  return s;
}
