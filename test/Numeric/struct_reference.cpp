// RUN: %numeric %s
// Structs by const reference, in-out reference and as pure output.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: c = [1.2, 7, 0.1, -0.2, 0.5], r = 0.8
// CHECK-TOLERANCE: 1e-5L
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double projected(const Camera& c, double r) {
  const double d = 1 + c.k[0] * r + c.k[1] * r * r;
  return c.id == 7 ? c.focal * d * r * c.gain : d;
}

// CHECK-INPUT: v = uniform(0.2, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp)
void normalise(Vec3& v) {
  const double n = std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
  v.x /= n;
  v.y /= n;
  v.z /= n;
}

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], c = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(c))
void cross(const Vec3& a, const Vec3& b, Vec3& c) {
  c.x = a.y * b.z - a.z * b.y;
  c.y = a.z * b.x - a.x * b.z;
  c.z = a.x * b.y - a.y * b.x;
}
