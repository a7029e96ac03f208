// RUN: rm -rf %t && mkdir %t && cd %t && cp %S/Inputs/rows.c %S/Inputs/rows.h . && pullback rows.c -- -std=c17
// RUN: gcc -std=c17 -ffp-contract=off -c rows.c -I%include -o primal.o
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -c rows.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -c rows.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -I. %s primal.o rows.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -I. %s primal.o fast.o -o fast && ./fast
// Functions of C that take arrays of rows whose sizes are computed, compared with differences.
#include "rows.h"
#include "rows.pullback.h"

#include <cmath>
#include <cstdio>
#include <cstring>

int main() {
  int failures = 0;
  for (int n = 3; n < 6; ++n) {
    double x[5] = {0.75, 1.25, 0.5, 1.5, 0.875}, gradient[5] = {}, saved_gradient[5] = {},
           along[5] = {1, -0.5, 0.25, 2, -1};
    const double y = rows(x, n);
    rows_vjp(x, n, 1.0, gradient);
    rows_saved saved;
    const double again = rows_fwd(x, n, saved);
    rows_rev(x, n, saved, 1.0, saved_gradient);
    double tangent = 0, dot = 0;
    const double value = rows_jvp(x, n, along, &tangent);
    if (std::memcmp(&y, &again, sizeof y) != 0 || std::memcmp(&y, &value, sizeof y) != 0)
      std::printf("n = %d: another value\n", n), ++failures;
    for (int i = 0; i < n; ++i) {
      const double step = 1e-6, here = x[i];
      x[i] = here + step;
      const double above = rows(x, n);
      x[i] = here - step;
      const double slope = (above - rows(x, n)) / (2 * step);
      x[i] = here;
      if (!(std::fabs(gradient[i] - slope) < 1e-7 * (1 + std::fabs(slope))) || gradient[i] != saved_gradient[i])
        std::printf("n = %d: x_bar[%d] is %.12g and %.12g, difference %.12g\n", n, i, gradient[i], saved_gradient[i],
                    slope),
            ++failures;
      dot += gradient[i] * along[i];
    }
    if (!(std::fabs(tangent - dot) < 1e-11 * (1 + std::fabs(dot))))
      std::printf("n = %d: the tangent is %.15g, not %.15g\n", n, tangent, dot), ++failures;
  }
  return failures != 0;
}
