// RUN: %numeric %s

// PULLBACK_INACTIVE in the bodies of macros, in their arguments, and in front of several variables.
#include <cmath>
#include <pullback/pullback.h>
#ifdef PULLBACK_ORACLE
#define QUIET(...) withoutTangent(__VA_ARGS__)
#else
#define QUIET(...) (__VA_ARGS__)
#endif

#define PAIR(a, b, e)                                                                                                  \
  double a = std::sin(e);                                                                                              \
  PULLBACK_INACTIVE double b = QUIET(a * a)
#define REVERSED(a, b, e)                                                                                              \
  PULLBACK_INACTIVE double b = QUIET((e) * (e));                                                                       \
  double a = std::exp(b * (e))
#define PASTED(name, e)                                                                                                \
  double name##_value = (e) * (e);                                                                                     \
  PULLBACK_INACTIVE double name##_scale = QUIET(1 / (1 + name##_value))
#define PASSIVE PULLBACK_INACTIVE const
#define PASSIVE_DOUBLE PULLBACK_INACTIVE double
#define TWICE(declaration) declaration;
#define OUTER(a, b, e)                                                                                                 \
  PAIR(a, b, e);                                                                                                       \
  double a##b = a / b
#define DECLARE(name, e) const double name = e

// CHECK-INPUT: x = uniform(0.3, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double in_bodies(const double *x) {
  PAIR(u, v, x[0]);
  REVERSED(p, q, x[1]);
  PASTED(area, x[2]);
  OUTER(g, h, x[3]);
  return u * v + p * q + area_value * area_scale + g * h * gh;
}

// CHECK-INPUT: x = uniform(0.3, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double around_macros(const double *x) {
  PASSIVE double a = QUIET(x[0] * x[0]), b = QUIET(std::cos(x[1]));
  double c = x[1] * x[2], PULLBACK_INACTIVE *d = &c;
  PASSIVE_DOUBLE e = QUIET(x[2] * x[3]);
  TWICE(PULLBACK_INACTIVE double f = QUIET(std::sqrt(x[3])))
  PULLBACK_INACTIVE DECLARE(g, QUIET(x[0] + x[1]));
  (void)d;
  return a * x[1] + b * x[0] + c * c + e * x[0] + f * x[2] + g * x[3];
}

#define AGED(TYPE)                                                                                                     \
  double now;                                                                                                          \
  PULLBACK_INACTIVE TYPE before, mean

struct State {
  AGED(double);
};

// CHECK-INPUT: x = uniform(0.3, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double in_members(const double *x) {
  State s = {x[0], QUIET(x[1]), QUIET(x[2])};
  s.now = s.now * s.before + s.mean * x[1];
  s.mean = QUIET(s.now);
  return s.now * s.mean * x[2];
}
