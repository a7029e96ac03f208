// RUN: %numeric %s
// Structs whose members have initialisers: their adjoint objects start at zero all the same.
#include "Inputs/initialized.h"
#include <pullback/pullback.h>

// CHECK-INPUT: b = uniform(0.5, 1)[9], t = 0.6, first = 1
// CHECK-INPUT: b = uniform(0.5, 1)[9], t = 0.6, first = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
double chosen(Board b, double t, bool first) {
  Knob k;
  k.gain *= t;
  Knob* which = first ? &k : &b.knobs[1];
  which->gain += t * b.level;
  Board local = b;
  local.knobs[0] = *which;
  for (int i = 0; i < 2; ++i) local.knobs[i].offset *= local.knobs[1 - i].gain;
  return local.knobs[0].offset * k.gain + local.knobs[1].offset;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], work = zeros[9], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, scratch(work[n]))
double onWorkSpace(const double* x, Knob* work, int n) {
  for (int i = 0; i < n; ++i) work[i] = {x[i], x[n - 1 - i] * x[i], 0};
  double s = 0;
  for (int i = 0; i < n; ++i) s += work[i].gain * work[n - 1 - i].offset;
  return s;
}
