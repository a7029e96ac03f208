// RUN: %numeric %s
// Pointers to structs and arrays of structs.
#include "Inputs/shapes.h"
#include <pullback/pullback.h>

// CHECK-INPUT: v = uniform(-1, 1)[9], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(v[n]))
double path(const Vec3* v, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const Vec3& a = v[i];
    const Vec3* b = v + i + 1;
    s += (a.x - b->x) * (a.x - b->x) * a.y + b->z * a.z;
  }
  return s;
}

// CHECK-INPUT: s = uniform(-1, 1)[4], steps = 3, dt = 0.1
PULLBACK(vjp, value_and_vjp, split, jvp)
void leapfrog(physics::State* s, int steps, double dt) {
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < 2; ++i) {
      s->p[i] -= dt * s->q[i] * s->q[i];
      s->q[i] += dt * s->p[i];
    }
}
