// RUN: %numeric %s
// A variable of another file that a function without body may change between two reads.
#include <pullback/pullback.h>

extern double level;
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

#ifndef PULLBACK_TOOL_RUN
double level = 0.5;
void toggle() { level = level > 1 ? 0.5 : 2; }
#endif
