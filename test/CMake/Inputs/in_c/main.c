#include "energy.h"
#include "energy.pullback.h"

#include <math.h>
#include <stdio.h>

int main(void) {
  const struct spring springs[2] = {{3, 1}, {2, 0.5}};
  struct spring springs_bar[2] = {{0, 0}, {0, 0}};
  double x_bar = 0, other_bar = 0;
  energy_saved saved = {0};
  energy_vjp(springs, 2, 1.5, 1, springs_bar, &x_bar);
  double e = energy_fwd(springs, 2, 1.5, &saved);
  energy_rev(springs, 2, 1.5, &saved, 1, springs_bar, &other_bar);
  energy_saved_free(&saved);
  double slope = (energy(springs, 2, 1.5 + 1e-6) - energy(springs, 2, 1.5 - 1e-6)) / 2e-6;
  int good = fabs(slope - x_bar) < 1e-7 && x_bar == other_bar && e == energy(springs, 2, 1.5);
  puts(good ? "the gradient is right" : "the gradient is wrong");
  return !good;
}
