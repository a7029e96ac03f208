// A solver whose body the tool does not see, with its rule.
#ifndef SOLVE_H
#define SOLVE_H

#include <pullback/pullback.h>

void solve(const double* a, const double* b, double* x);
PULLBACK_RULE(vjp, solve, of(x))
void solve_adjoint(const double* a, const double* b, double* a_bar, double* b_bar, const double* x_bar);

double special(double x);
PULLBACK_RULE(vjp, special)
void special_adjoint(double x, double result_bar, double* x_bar);

#endif
