// RUN: rm -rf %t && mkdir %t && cd %t && cp %s in_c.c && pullback in_c.c --language=c -- -std=c11 -I%S
// RUN: %bless %t/in_c.pullback.c %S/Expected/in_c.pullback.c
// RUN: %bless %t/in_c.pullback.h %S/Expected/in_c.pullback.h
// RUN: %numeric %s
// RUN: %in_c %s
// Derivatives in C: a sum, a buffer, an index, a recurrence in all its modes, a loop without a bound, arrays, a struct.
// CHECK-LANGUAGE: c11
#include <math.h>

#include <pullback/pullback.h>

#include "Inputs/body.h"

// CHECK-INPUT: x = uniform(-1, 1)[4]
PULLBACK(vjp, wrt(x[4]))
double mean3sq(const double* x) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    const double y = x[i] + 2;
    s += 3 * y * y;
  }
  return s / 4;
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, wrt(x[n]))
double lse(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = x[i] > m ? x[i] : m;
  double s = 0;
  for (int i = 0; i < n; ++i) s += exp(x[i] - m);
  return log(s) + m;
}

// CHECK-INPUT: c = uniform(-1, 1)[3], m = 3, t = uniform(-1, 1)[4], y = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, wrt(c[m]))
double fit(const double* c, int m, const double* t, const double* y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double r = y[i];
    double power = 1;
    for (int j = 0; j < m; ++j) {
      r -= c[j] * power;
      power *= t[i];
    }
    sum += r * r;
  }
  return sum / 2;
}

// CHECK-INPUT: p = uniform(-1, 1)[8], n = 4, c = uniform(-1, 1)[6], k = 3, d = 2
PULLBACK(vjp, wrt(c))
double cost(const double* p, int n, const double* c, int k, int d) {
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double best = INFINITY;
    for (int j = 0; j < k; ++j) {
      double dist = 0;
      for (int l = 0; l < d; ++l) {
        const double e = p[i * d + l] - c[j * d + l];
        dist += e * e;
      }
      if (dist < best) best = dist;
    }
    total += best;
  }
  return total;
}

// CHECK-INPUT: x = 0.3, r = 3.1, n = 6
PULLBACK(vjp, value_and_vjp, split, jvp)
double logistic(double x, double r, int n) {
  for (int k = 0; k < n; ++k) x = r * x * (1 - x);
  return x;
}

// CHECK-INPUT: x = 0.7, y = 1.2, out = zeros[2]
// CHECK-INPUT: x = 0.2, y = -0.4, out = zeros[2]
PULLBACK(vjp, of(out[2]))
void polar(double x, double y, double* out) {
  out[0] = hypot(x, y);
  out[1] = out[0] > 1 ? atan2(y, x) : y;
}

// CHECK-INPUT: a = 2.5, tolerance = 1e-3
PULLBACK(split)
float root(float a, float tolerance) {
  float x = a;
  while (fabsf(x * x - a) > tolerance) x = (x + a / x) / 2;
  return x;
}

// CHECK-INPUT: bodies = uniform(0.5, 2)[14], n = 2, axes = uniform(-1, 1)[6]
PULLBACK(vjp, jvp, wrt(bodies[n], axes))
vec3 moment(const struct body* bodies, int n, const double axes[2][3]) {
  vec3 sum = {0, 0, 0};
  for (int i = 0; i < n; ++i) {
    sum.x += bodies[i].mass * bodies[i].position.x * axes[i][0];
    sum.y += bodies[i].mass * bodies[i].position.y * axes[i][1];
    sum.z += sin(bodies[i].velocity.z) * axes[i][2];
  }
  return sum;
}
