/* Compares gradients with differences. */
#include "lists.pullback.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef double function(const double *, int);
typedef void vjp(const double *, int, double, double *);
typedef double value_and_vjp(const double *, int, double, double *);

double list_in_c(const double *x, int n);
double tree_in_c(const double *x, int n);

static void check(function *primal, vjp *reverse, value_and_vjp *both) {
  double x[5] = {0.9, 0.2, 1.4, 0.5, 0.7}, bar[5] = {0}, again[5] = {0};
  reverse(x, 5, 1.5, bar);
  if (both(x, 5, 1.5, again) != primal(x, 5)) exit(1);
  for (int i = 0; i < 5; ++i) {
    const double h = 1e-6, kept = x[i];
    x[i] = kept + h;
    const double above = primal(x, 5);
    x[i] = kept - h;
    const double slope = 1.5 * (above - primal(x, 5)) / (2 * h);
    x[i] = kept;
    if (fabs(bar[i] - slope) > 1e-7 * (1 + fabs(slope)) || bar[i] != again[i]) {
      printf("element %d: %.12g and %.12g, wanted %.12g\n", i, bar[i], again[i], slope);
      exit(1);
    }
  }
}

int main(void) {
  check(list_in_c, list_in_c_vjp, list_in_c_value_and_vjp);
  check(tree_in_c, tree_in_c_vjp, tree_in_c_value_and_vjp);
  puts("the gradients are right");
  return 0;
}
