/* Compares gradients with differences. */
#include "signals.pullback.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static void expect(const char *what, double found, double wanted, double tolerance) {
  if (fabs(found - wanted) <= tolerance * (1 + fabs(wanted))) return;
  printf("%s: %.12g, wanted %.12g\n", what, found, wanted);
  exit(1);
}

static void check_filter(void) {
  double complex z[3] = {0.3 + 0.5 * I, -0.4 + 0.2 * I, 0.7 - 0.6 * I}, bar[3] = {0}, again[3] = {0}, dot[3] = {0};
  const double complex seed = 0.75 - 0.5 * I;
  double complex result_dot;
  filter_saved saved = {0}, copy = {0};
  filter_vjp(z, 3, &seed, bar);
  if (filter_fwd(z, 3, &saved) != filter(z, 3)) exit(1);
  filter_saved_copy(&copy, &saved);
  filter_saved_free(&saved);
  filter_rev(z, 3, &copy, &seed, again);
  filter_saved_free(&copy);
  for (int k = 0; k < 6; ++k) {
    const double h = 1e-6;
    const double complex kept = z[k / 2], step = k % 2 ? h * I : h;
    z[k / 2] = kept + step;
    const double complex above = filter(z, 3);
    z[k / 2] = kept - step;
    const double complex slope = (above - filter(z, 3)) / (2 * h);
    z[k / 2] = kept;
    const double wanted = creal(seed) * creal(slope) + cimag(seed) * cimag(slope);
    dot[k / 2] = k % 2 ? I : 1;
    filter_jvp(z, 3, dot, &result_dot);
    dot[k / 2] = 0;
    expect("filter_vjp", k % 2 ? cimag(bar[k / 2]) : creal(bar[k / 2]), wanted, 1e-7);
    expect("filter_rev", k % 2 ? cimag(again[k / 2]) : creal(again[k / 2]), wanted, 1e-7);
    expect("filter_jvp", creal(seed) * creal(result_dot) + cimag(seed) * cimag(result_dot), wanted, 1e-7);
  }
}

static void check_turn(void) {
  const float complex z[2] = {0.5f + 0.25f * I, -1.5f + 2 * I}, seed[2] = {2 + 3 * I, -1 + I};
  float complex bar[2] = {0};
  turn_vjp(z, 2, bar, seed);
  for (int i = 0; i < 2; ++i) {
    expect("turn, real", crealf(bar[i]), crealf(seed[i]) * (2 * crealf(z[i]) + 3), 1e-6);
    expect("turn, imaginary", cimagf(bar[i]), crealf(seed[i]) * 2 * cimagf(z[i]), 1e-6);
  }
}

static void check_loss(void) {
  double weights[3] = {0.3, -0.2, 0.4}, weights_bar[3] = {0}, x[2] = {0.5, 1.5}, x_bar[2] = {0};
  struct net net = {weights, 0.7, 3}, net_bar = {weights_bar, 0, 0};
  loss_saved saved = {0};
  loss_fwd(&net, x, 2, &saved);
  loss_rev(&net, x, 2, &saved, 1, &net_bar, x_bar);
  loss_saved_free(&saved);
  double *inputs[] = {&weights[1], &net.bias, &x[0]}, found[] = {weights_bar[1], net_bar.bias, x_bar[0]};
  for (int k = 0; k < 3; ++k) {
    const double h = 1e-6, kept = *inputs[k];
    *inputs[k] = kept + h;
    const double above = loss(&net, x, 2);
    *inputs[k] = kept - h;
    const double wanted = (above - loss(&net, x, 2)) / (2 * h);
    *inputs[k] = kept;
    expect("loss_rev", found[k], wanted, 1e-7);
  }
}

int main(void) {
  check_filter();
  check_turn();
  check_loss();
  puts("the gradients are right");
  return 0;
}
