// RUN: %numeric %s
// A variable of another file that a function without body may change between two reads.
#include <pullback/pullback.h>

extern double level, table[2];
PULLBACK_INACTIVE void toggle();

static double twice(double *p) {
  const double before = *p;
  toggle();
  return before * *p;
}

// CHECK-INPUT: x = 0.75, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, int n) {
  double y = x;
  for (int i = 0; i < n; ++i) {
    const double before = level;
    toggle();
    y *= x * (before + 3 * level);
    toggle();
  }
  y += x * twice(&level);
  toggle();
  return y * y;
}

// What a loop reads is changed behind it.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double g(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * (level + table[i % 2]);
  toggle();
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[0] * table[1];
    if (i > 1)
      s *= level;
  }
  toggle();
  return s * s;
}

#ifndef PULLBACK_TOOL_RUN
double level = 0.5, table[2] = {0.25, 0.75};
void toggle() {
  level = level > 1 ? 0.5 : 2;
  const double first = table[0];
  table[0] = table[1];
  table[1] = first;
}
#endif
