// RUN: %numeric %s
// RUN: %in_c %s
// Bit-fields of C beside numbers: read, copied, and cut to their bits where they are written.
// CHECK-LANGUAGE: c11
#include "Inputs/resistor.h"
#include <pullback/pullback.h>
static double current(const resistor_t *r, double v) {
  double g = r->conductanceGiven ? r->conductance : 1e-2;
  double u = v + (!r->offsetGiven ? 0.0 : r->offset);
  switch (r->law) {
  case LINEAR: return g * u;
  case SQUARE: return g * u * u;
  default: return g * u * u * u;
  }
}
// CHECK-INPUT: g = 0.5, c = 0.3, bits = 3, shift = -3, law = 0, v = uniform(0.5, 1)[3], n = 3
// CHECK-INPUT: g = 0.5, c = 0.3, bits = 1, shift = 2, law = 1, v = uniform(0.5, 1)[3], n = 3
// CHECK-INPUT: g = 0.5, c = 0.3, bits = 2, shift = 7, law = 2, v = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(g, c, v[n]))
double total(double g, double c, int bits, int shift, int law, const double *v, int n) {
  resistor_t r = {g, c, 1, 0, -3, 5, SQUARE};
  resistor_t copy = r;
  r.conductanceGiven = bits;
  r.offsetGiven = bits >> 1;
  r.steps = shift;
  r.law = (law_t)law;
  copy.conductanceGiven = !r.conductanceGiven;
  copy.shift = -2;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += current(&r, v[i]) + current(&copy, v[i]) * (r.shift + i) / (1 + r.steps);
  if (r.conductanceGiven - 2 < 0)
    sum *= 2;
  if ((unsigned)r.conductanceGiven - 2 > 5)
    sum *= 3;
  return sum + copy.shift * v[0];
}

struct counter {
  double sum;
  unsigned count : 3;
  int signedCount : 3;
  unsigned isBig : 1;
};
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 12
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double wrapped(const double *x, int n) {
  struct counter c = {0, 6, 3, 0}, d;
  for (int i = 0; i < n; ++i) {
    c.count++;
    c.signedCount += i;
    c.isBig = x[i] > 0.75;
    c.sum += x[i] * x[i] * (c.count + 1) - c.signedCount * x[i] * (c.isBig ? 2 : 3);
    if (c.count - 4 < 0)
      c.sum *= 0.5;
  }
  d = c;
  d.count = n;
  unsigned before = d.count--;
  return (d.sum + before * x[1]) * d.count + (c.signedCount = n) * x[0];
}
