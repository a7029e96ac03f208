// Operators on a struct that return a number: one with a rule, one that is inactive.
#pragma once
#include <pullback/pullback.h>

struct Weighted {
  double a, b;
};

double operator*(const Weighted& x, const Weighted& y);
PULLBACK_RULE(vjp, operator*)
void product_adjoint(const Weighted& x, const Weighted& y, double result_bar, Weighted& x_bar, Weighted& y_bar);

PULLBACK_INACTIVE double operator%(const Weighted& x, const Weighted& y);
