// RUN: %numeric %s
// Structs by value: parameters, locals, copies, aggregates, assignment.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[3], k = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byValue(Vec3 a, double k) {
  Vec3 b = a;
  b.x *= k;
  Vec3 c{a.y, b.x * a.z, 2};
  a.z = c.y;
  b = c;
  b.z += a.z * k;
  return a.x * b.y + c.x * b.z + a.z;
}
