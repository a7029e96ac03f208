// A table and a rule that do not throw, beside structs of which generated code needs the definition.
#pragma once
#include <pullback/pullback.h>

struct Cell {
  double width = 1, height = 1;
};

struct Grid {
  Cell cells[2];
  double scale = 2;
};

PULLBACK_INACTIVE double lookUp(int key) noexcept;

double softened(double x) noexcept;
PULLBACK_RULE(vjp, softened)
void softened_adjoint(double x, double result_bar, double* x_bar) noexcept;
