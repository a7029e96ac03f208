// RUN: %numeric %s
// Saved values that are objects of a type from a header, which no signature names.
#include "Inputs/saved_struct.h"

#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n * n]))
double layers(const double* x, int n) {
  Layer s[3];
  for (int i = 0; i < 3; ++i) {
    s[i].q = 1;
    for (int j = 0; j < 3; ++j) s[i].p[j] = i;
  }
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      s[i].p[j] += x[i * n + j] * s[j].q;
      s[j].q *= 1 + 0.1 * s[i].p[j];
    }
  double r = 0;
  for (int i = 0; i < 3; ++i)
    for (int j = i; j < 3; ++j) r += s[i].p[j] * s[j].q;
  return r;
}
