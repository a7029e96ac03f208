#include <pullback/pullback.h>

double advance(double x);
PULLBACK_RULE(vjp, advance)
void advance_adjoint(double x, double result_bar, double* x_bar);

PULLBACK(vjp, split)
double run(double x, int steps, int k) {
  PULLBACK_CHECKPOINT(k)
  for (int t = 0; t < steps; ++t) x = advance(x);
  return x;
}
