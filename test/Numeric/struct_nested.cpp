// RUN: %numeric %s
// Nested structs and arrays of structs inside structs.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

// CHECK-INPUT: b = uniform(-1, 1)[10], t = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Body& b, double t) {
  Vec3 p = b.position;
  for (int i = 0; i < 2; ++i) {
    p.x += t * b.axes[i].x;
    p.y += t * b.axes[i].y * p.x;
    p.z -= b.axes[1 - i].z;
  }
  return b.mass * (p.x * p.x + p.y * p.y + p.z * p.z);
}

// CHECK-INPUT: b = uniform(-1, 1)[20], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
void moved(Body* b, int n) {
  for (int i = 0; i < n; ++i) {
    b[i].position.x += b[i].axes[0].y * b[i].mass;
    b[i].axes[1] = b[i].axes[0];
    b[i].axes[0].z *= b[i].position.x;
  }
}
