#include "objective.h"

double evaluate(const double* x, int n) { return objective(x, n); }
