// RUN: %numeric %s
// Functions that return structs, as primals and as callees.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

Vec3 scale(const Vec3& v, double k) { return {v.x * k, v.y * k, v.z * k}; }
Vec3 sum(Vec3 a, Vec3 b) {
  Vec3 r;
  r.x = a.x + b.x;
  r.y = a.y + b.y;
  r.z = a.z * b.z;
  return r;
}

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], k = 0.4
PULLBACK(vjp, value_and_vjp, split, jvp)
Vec3 combined(const Vec3& a, Vec3 b, double k) { return sum(scale(a, k), scale(sum(a, b), k * k)); }

// CHECK-INPUT: a = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double throughStruct(Vec3 a) {
  Vec3 b = sum(a, scale(a, 2));
  if (b.x > 0) b = scale(b, b.y);
  return b.x * b.y + sum(b, a).z;
}
