// RUN: %numeric %s
// Bit-fields of classes: of the caller's, and of those that live inside.
#include "Inputs/bits.h"
#include <algorithm>
#include <pullback/pullback.h>
static double read(const Cell &cell) {
  double scale = cell.isActive ? 2.0 : 0.5;
  return cell.mode == Mode::Squared ? scale * cell.value * cell.value : scale * cell.value;
}
// CHECK-INPUT: x = uniform(0.3, 1)[3], levels = [1, 7, 0], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sum(const double *x, const int *levels, int n) {
  double result = 0;
  for (int i = 0; i < n; ++i) {
    const Cell cell = {x[i], 5, i > 0, Mode::Squared};
    Cell copy = cell;
    copy.isActive = !copy.isActive;
    copy.level = static_cast<unsigned>(levels[i] + 8);
    unsigned level = copy.level;
    result += read(cell) * level + read(copy) * copy.level * std::min<unsigned>(copy.level, 3U);
    if (copy.level - 1 < 0)
      result *= result;
    if (level - 1 > 100U)
      result += cell.value;
  }
  return result;
}

// CHECK-INPUT: x = 0.7, n = 5
// CHECK-INPUT: x = 0.7, n = 38
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double sense(double x, unsigned n) {
  Sensor sensor(x * x, n);
  sensor.count += n;
  sensor.isScaled = n > 8;
  sensor.mode = Mode::Squared;
  struct {
    int low : 3;
    unsigned all : 32;
    long wide : 20;
  } parts{-4, n, 0};
  parts.low -= static_cast<int>(n);
  parts.all -= 40;
  parts.wide = n * 1000L;
  auto [value, level, isActive, mode] = Cell{x, 3, true, Mode::Plain};
  double result = sensor.gain * sensor.width + x * sensor.count + value * level;
  if (sensor.isScaled && sensor.mode != mode && isActive)
    result *= 3;
  return result * parts.low + (parts.all > 1000 ? x : 2 * x) + x * parts.wide;
}
