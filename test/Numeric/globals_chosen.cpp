// RUN: %numeric %s
// Variables of other files that a condition chooses among: their values, references to them, and beside locals.
#include "Inputs/chosen.h"
#include <pullback/pullback.h>

extern double level, other;
extern bool isOn;
PULLBACK_INACTIVE void toggle();

static double pick() { return isOn ? level : setting.scale; }

static double pick(int i) { return i > 1 ? setting.weights[i] : isOn ? other : 2; }

static double weigh(const double &weight, double y) { return weight * y * y; }

// CHECK-INPUT: x = 0.75, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x, int n) {
  double y = x;
  for (int i = 0; i < n; ++i) {
    y *= x * pick();
    toggle();
    y += pick(i) * x;
  }
  const double &chosen = n > 2 ? level : other;
  const double before = chosen;
  toggle();
  return y * x * (before + 2 * chosen);
}

// CHECK-INPUT: x = 0.75, n = 2
// CHECK-INPUT: x = -0.5, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double beside_locals(double x, int n) {
  double y = x * x;
  const Setting &used = n > 3 ? setting : spare;
  for (int i = 0; i < n; ++i) {
    const double &one = i % 2 ? y : level;
    const double scaled = one * x;
    y = (i > 1 ? y : other) * x + scaled * used.weights[i % 3];
    y += weigh(isOn ? (i ? x : y) : used.scale, y);
    toggle();
    const Setting copy = isOn ? setting : spare;
    y *= copy.scale * used.weights[1];
  }
  return y;
}

#ifndef PULLBACK_TOOL_RUN
double level = 0.5, other = 1.25;
bool isOn = true;
Setting setting = {0.75, {1, 2, 0.5}}, spare = {1.5, {0.25, 0.75, 3}};
void toggle() {
  isOn = !isOn;
  const double first = level;
  level = other;
  other = first;
}
#endif
