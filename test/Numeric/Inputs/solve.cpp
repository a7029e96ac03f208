// Two equations, solved by Cramer's rule, and the adjoint solve.
#include "solve.h"

#include <cmath>

void solve(const double* a, const double* b, double* x) {
  const double d = a[0] * a[3] - a[1] * a[2];
  x[0] = (b[0] * a[3] - a[1] * b[1]) / d;
  x[1] = (a[0] * b[1] - b[0] * a[2]) / d;
}

void solve_adjoint(const double* a, const double* b, double* a_bar, double* b_bar, const double* x_bar) {
  double x[2];
  solve(a, b, x);
  const double transposed[4] = {a[0], a[2], a[1], a[3]};
  double w[2];
  solve(transposed, x_bar, w);
  for (int i = 0; i < 2; ++i) {
    b_bar[i] += w[i];
    for (int j = 0; j < 2; ++j) a_bar[i * 2 + j] -= w[i] * x[j];
  }
}

double special(double x) { return std::sin(x) / x; }
void special_adjoint(double x, double result_bar, double* x_bar) {
  *x_bar += result_bar * (std::cos(x) / x - std::sin(x) / (x * x));
}
