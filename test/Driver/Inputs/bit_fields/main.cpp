// Compares the values of the derivatives with those of the functions, bits and all, and the gradients with differences.
#include "program.pullback.h"

#include <cmath>
#include <cstdio>

static bool areClose(double one, double other) { return std::fabs(one - other) < 1e-6 * (1 + std::fabs(other)); }

static bool areSame(const cell& one, const cell& other) {
  return one.value == other.value && one.given == other.given && one.shift == other.shift && one.level == other.level;
}

int main() {
  const int n = 3;
  const cell start[n] = {{0.4, 1, -8, 0}, {0.9, 0, 7, 6}, {0.7, 1, -1, 1}};
  cell expected[n], cells[n], bars[n] = {{0, 1, -5, 2}, {0, 1, -5, 2}, {0, 1, -5, 2}};
  for (int i = 0; i < n; ++i) expected[i] = cells[i] = start[i];
  const double value = energy(expected, n);
  if (energy_value_and_vjp(cells, n, 1, bars) != value) return 1;
  for (int i = 0; i < n; ++i)
    if (!areSame(cells[i], expected[i]) || bars[i].given != 1 || bars[i].shift != -5 || bars[i].level != 2) return 2;
  cell again[n], seeds[n] = {};
  for (int i = 0; i < n; ++i) again[i] = start[i];
  energy_vjp(again, n, 1, seeds);
  for (int i = 0; i < n; ++i) {
    const double h = 1e-6;
    cell up[n], down[n];
    for (int j = 0; j < n; ++j) up[j] = down[j] = start[j];
    up[i].value += h;
    down[i].value -= h;
    if (!areClose(seeds[i].value, (energy(up, n) - energy(down, n)) / (2 * h)) || seeds[i].value != bars[i].value)
      return 3;
  }
  const double weights[] = {0.5, 0.25, 2}, x = 0.3, h = 1e-6;
  const device one = {weights, start[2], 3};
  double x_bar = 0;
  if (power_value_and_vjp(&one, x, 1, &x_bar) != power(&one, x)) return 4;
  if (!areClose(x_bar, (power(&one, x + h) - power(&one, x - h)) / (2 * h))) return 5;
  std::puts("the gradients are right");
}
