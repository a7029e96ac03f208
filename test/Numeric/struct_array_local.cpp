// RUN: %numeric %s
// Local arrays of structs, copied whole.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double local(const double* x) {
  Vec3 v[3] = {{x[0], x[1], 1}, {x[2], 0, x[3]}};
  v[2] = v[0];
  for (int i = 1; i < 3; ++i) {
    v[i].x = v[i].x * v[i - 1].y + v[i].z;
    v[i - 1] = v[i];
  }
  const Vec3 last = v[2];
  return last.x * v[0].x + v[1].z * last.y;
}
