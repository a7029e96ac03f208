#include "table.h"

#include <cmath>

double lookUp(int key) noexcept { return 0.5 + key; }

double softened(double x) noexcept { return std::sqrt(1 + x * x); }
void softened_adjoint(double x, double result_bar, double* x_bar) noexcept {
  *x_bar += result_bar * x / std::sqrt(1 + x * x);
}
