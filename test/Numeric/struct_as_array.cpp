// RUN: %numeric %s
// Members side by side, subscripted from the first of them as vectors of graphics programs do: (&x)[i].
#include "Inputs/side_by_side.h"

#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = 0.7, y = 1.3, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double local(double x, double y, int n) {
  Vec v{x, y, x * y};
  v[n % 3] *= y;
  v[2] += v[0];
  for (int i = 0; i < 3; ++i)
    v[i] *= v[(i + 1) % 3] + i;
  return v.x * v[1] + v.z;
}

// CHECK-INPUT: a = [0.7, 1.3, -0.4], b = [0.2, 0.5, 1.1], m = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ofCaller(const Vec &a, const Vec &b, int m) {
  double sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += a[i] * b[(i + m) % 3];
  return sum * a[m];
}

// CHECK-INPUT: v = [0.7, 1.3, -0.4], n = 3, k = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
void inOut(Vec &v, int n, int k) {
  for (int i = 0; i < n; ++i)
    v[i] = v[i] * v[k] + v.y;
  v[k] *= v.x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 2, axis = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3*n]))
double inVectors(const double *x, int n, int axis) {
  std::vector<Vec> all;
  for (int i = 0; i < n; ++i)
    all.push_back({x[3 * i], x[3 * i + 1], x[3 * i + 2]});
  double sum = 0;
  for (Vec &v : all) {
    for (int i = 0; i < 3; ++i)
      if (i != axis)
        v[axis] += v[i] * v[i];
    sum += v[axis] * v.x;
  }
  return sum;
}

/// Members that are classes, in a class with others in front and behind.
struct Frame {
  int kind;
  double scale;
  Vec right, up, forward;
  double last;
  Vec &operator[](unsigned i) { return (&right)[i]; }
  const Vec &operator[](unsigned i) const { return (&right)[i]; }
  double before(int i) const { return (&up)[i].x; }
};

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double ofClasses(const double *x, int n) {
  Frame frame{1, x[0], {x[0], x[1], x[2]}, {x[2], x[0], 1}, {2, x[1], x[1]}, x[1]};
  frame[1].y *= frame[n].z * frame.last;
  frame.up[2] = frame[1][n] * frame.scale;
  for (unsigned i = 0; i < 3; ++i)
    frame[i].z *= x[i] + frame[2 - i].x;
  for (int k = 0; k < 3; ++k)
    frame[0][k] *= x[k];
  return frame.right.z * frame.up.y + frame[2][0] * frame.up.z * frame.before(-1) + frame.before(n - 1);
}
