// RUN: %numeric %s
// RUN: %in_c %s
// RUN: %in_c --workspace %s
// Functions of <math.h> in their three types, limits, integers of all kinds, structs that are returned, tables.
// CHECK-LANGUAGE: c11
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include <pullback/pullback.h>

#include "Inputs/c_body.h"

#ifdef __cplusplus // which has one name for all types, and so has the oracle
#define hypotf hypot
#define lgammaf lgamma
#define cbrtl cbrt
#define coshl cosh
#define tgammal tgamma
#define ldexpl ldexp
#define copysignl copysign
#endif

static const float steps[2][3] = {{0.25f, 0.5f, 1.5f}, {1.0f, 2.0f, -0.75f}};
static const vec3 axes[2] = {{1, 0.5, 0}, {0, 2, 1}};

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
float in_float(const float* x) {
  float sum = 0.0f;
  for (int i = 0; i < 3; ++i) sum += sinf(x[i]) * powf(x[i], 1.5f) + atan2f(x[i], 2.0f) * steps[i % 2][i] + hypotf(x[i], 1.0f);
  return lgammaf(sum) + fmaxf(sum, x[0]) + logf(sum);
}

// CHECK-INPUT: x = 0.8, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double in_long_double(long double x, int n) {
  for (int i = 0; i < n; ++i) x = cbrtl(x) + coshl(x) / 4.0L + tgammal(x + 1.0L) * 0.125L;
  return ldexpl(x, n) + copysignl(x, -1.0L);
}

// CHECK-INPUT: x = 2.75, y = -1.5, n = 5, mask = 9
// CHECK-INPUT: x = 0.25, y = 1.5, n = 2, mask = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double mixed(double x, double y, int32_t n, uint64_t mask) {
  int exponent;
  double whole, fraction = frexp(x, &exponent);
  double part = modf(y * 3.0, &whole);
  long rounded = lround(y);
  double least = DBL_MAX;
  int smallest = INT_MAX;
  for (int32_t i = 0; i < n; ++i) {
    double term = x * i - y;
    if (term < least && (mask >> i & 1u)) least = term, smallest = i;
  }
  unsigned char narrow = (unsigned char)(n * 50);
  short step = (short)(narrow / 3 - 7);
  if (isnan(x) || (isinf(y) != 0) != signbit(x)) return -INFINITY;
  return fraction * exponent + part * whole + rounded * x + (smallest == INT_MAX ? y : least) + step * y + lgamma(x + 1) +
         fmod(x, 0.7) + (x > y) * x + DBL_EPSILON;
}

// CHECK-INPUT: v = uniform(0.5, 1)[3], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
vec3 turned(vec3 v, int n) {
  for (int i = 0; i < n; ++i) {
    vec3 next = {v.y * axes[i % 2].z - v.z, v.z * axes[i % 2].x + v.x, v.x * v.y * axes[i % 2].y};
    v = next;
  }
  return v;
}

// CHECK-INPUT: b = uniform(0.5, 1)[7], scale = 1.5, out = zeros[7]
PULLBACK(vjp, value_and_vjp, split, jvp, of(out[1]))
void moved(struct body b, double scale, struct body* out) {
  *out = b;
  out->position.x += b.velocity.x * scale;
  out->position.y = cos(b.velocity.y) / scale;
  out->mass *= out->mass;
}

// CHECK-INPUT: x = 5.3, y = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double restOf(double x, double y) {
  int quotient;
  double rest = remquo(x, y, &quotient);
  return rest * quotient * x;
}
