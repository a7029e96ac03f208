#include <pullback/pullback.h>

double spring(double x);
PULLBACK_RULE(vjp, spring)
void spring_adjoint(double x, double result_bar, double* x_bar);

PULLBACK(vjp)
double energy(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += spring(x[i]);
  return sum;
}
