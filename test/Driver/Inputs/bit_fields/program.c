#include "cell.h"
#include <pullback/pullback.h>

/* A bit-field computes as an int: of level 0, level - 1 is below zero, and as unsigned far above it. */
static double read(struct cell c) {
  unsigned level = c.level;
  double factor = c.level - 1 < 0 ? 2.0 : c.level;
  if (level - 1 > 100U)
    factor += 0.25;
  if ((unsigned)c.level - 2 > 100U)
    factor += 0.125;
  return factor * c.value * c.value * (c.shift + 9);
}

PULLBACK(vjp, value_and_vjp, split, jvp, wrt(cells[n]), of(cells[n]))
double energy(struct cell *cells, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    struct cell copy = cells[i];
    sum += cells[i].given ? read(copy) : 3 * cells[i].value;
    cells[i].level += 3;
    cells[i].given = cells[i].value > 0.5;
    cells[i].value *= cells[i].value;
    copy.level = cells[i].level;
    sum += read(copy);
  }
  if (n > 1)
    cells[1] = cells[0];
  return sum;
}

PULLBACK(vjp, value_and_vjp, wrt(x))
double power(const struct device *device, double x) {
  double sum = read(device->first) * x;
  for (int i = 0; i < (int)device->count; ++i)
    sum += device->weights[i] * x * x;
  return sum;
}
