// RUN: %numeric %s
// RUN: %in_c %s
// C as a language: structs by tag, values of assignments and comparisons, bool, restrict, arrays of variable length.
// CHECK-LANGUAGE: c11
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <pullback/pullback.h>

#include "Inputs/c_body.h"

#ifdef __cplusplus
#define restrict __restrict
#define NEW(type, count) (type*)malloc((count) * sizeof(type))
#else
#define NEW(type, count) malloc((count) * sizeof(type))
#endif
#define SQUARE(x) ((x) * (x))

static const double gravity = 6.67;
const double smoothing[3] = {0.25, 0.5, 0.25};

static vec3 difference(vec3 a, vec3 b) {
  vec3 d = {a.x - b.x, a.y - b.y, a.z - b.z};
  return d;
}
static inline double dot(const vec3* a, const vec3* b) { return a->x * b->x + a->y * b->y + a->z * b->z; }

// CHECK-INPUT: bodies = uniform(0.5, 2)[21], n = 3, kind = 0
// CHECK-INPUT: bodies = uniform(0.5, 2)[14], n = 2, kind = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(bodies[n]))
double energy(const struct body* bodies, int n, int kind) {
  double e = 0.0;
  int i, j;
  assert(n > 0);
  for (i = 0; i < n; i++) {
    const struct body* b = &bodies[i];
    e += 0.5 * b->mass * dot(&b->velocity, &b->velocity);
    for (j = i + 1; j < n; j++) {
      vec3 d = difference(b->position, bodies[j].position);
      double r = sqrt(dot(&d, &d) + SQUARE(0.1));
      if (kind == QUADRATIC && r)
        e -= gravity * b->mass * bodies[j].mass / (r * r);
      else
        e -= gravity * b->mass * bodies[j].mass / r;
    }
  }
  return e;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], y = zeros[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void smooth(const double* restrict x, double* restrict y, int n) {
  double* copy = NEW(double, n);
  double weight[n], pairs[n];
  memcpy(copy, x, n * sizeof(double));
  for (int i = 0; i < n; ++i) weight[i] = x[i] * x[i];
  for (int i = 0; i < n; ++i) {
    double sum = 0;
    for (int k = -1; k <= 1; ++k) {
      int j = i + k;
      if (j < 0) j = 0;
      if (j >= n) j = n - 1;
      sum += smoothing[k + 1] * copy[j] * weight[j];
    }
    pairs[i] = i > 0 ? sum * pairs[i - 1] : sum;
    y[i] = pairs[i];
  }
  free(copy);
}

// CHECK-INPUT: a = 0.7, b = 1.2
// CHECK-INPUT: a = 1.7, b = -0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double values(double a, double b) {
  double c, d;
  c = d = a * b;
  bool big = a > b;
  int count = (a > 0) + (b > 0) + !big;
  double* p = NULL;
  if (!p) p = &c;
  *p += count * a;
  struct {
    double u[3];
    int n;
  } local = {{a, 0, b}, 2};
  struct body s = {{0, 0, 0}, {0, 0, 0}, 0}, t;
  s.mass = a;
  t = s;
  t.position.x += (d += 1.0);
  while (local.n--) c += local.u[local.n] * ++t.position.x;
  return (c > 100 ? c : fmin(c, d)) + t.mass * t.position.x + fabs(local.u[2]) + pow(a, 2) + sqrtf(4.0f);
}

static double table(double x) { return x * x; }

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, rising = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double switches(const float* x, unsigned n, bool rising) {
  float sum = 0.0f;
  for (unsigned i = 0; i < n; i++) {
    switch (i % 3u) {
      case 0: sum += x[i]; /* fall through */
      case 1: sum *= 1.5f; break;
      default: sum -= expf(x[i]);
    }
    if (rising && !(i & 1)) sum += (float)table(x[i]) * x[i];
  }
  return sum > 0 ? sum : -sum;
}

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double tabulated(double x) {
  static struct { int power; double factor; } terms[] = {{1, 0.5}, {3, 2.0}};
  static double offset = 0.25;
  double sum = offset;
  for (size_t i = 0; i < sizeof terms / sizeof *terms; ++i) sum += terms[i].factor * pow(x, terms[i].power);
  return sum;
}

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sets_errno(double x, int n) {
  double y = x;
  while (n--) {
    if (y < 0.3)
      errno = EDOM;
    y = y * sin(x);
  }
  return y;
}
