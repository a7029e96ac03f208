#include "poles.pullback.h"

#include <cstdio>

int main() {
  const double x[6] = {1, 4, 9, 0, 16, 0};
  double x_bar[6] = {}, y_bar = 0, result_dot = 0;
  std::fprintf(stderr, "norms\n");
  norms_vjp(x, 2, 3, 1, x_bar);
  std::fprintf(stderr, "again\n");
  norms_gradient(x, 2, 3, x_bar);
  std::fprintf(stderr, "finite\n");
  double other[6] = {};
  norms_vjp(x, 1, 3, 1, other);
  std::fprintf(stderr, "overflow\n");
  overflow_vjp(1e100, 1e10, 1, x_bar, &y_bar);
  std::fprintf(stderr, "roots\n");
  double recursive[6] = {};
  roots_vjp(x, 6, 1, recursive);
  std::fprintf(stderr, "tangents\n");
  const double x_dot[6] = {1, 1, 1, 1, 1, 1};
  roots_jvp(x, 6, x_dot, &result_dot);
  std::fprintf(stderr, "end\n");
}
