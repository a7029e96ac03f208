// RUN: %numeric %s
// What an inner loop reads at one subscript and writes at another is not the same in all iterations of the outer one.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5, y = output[5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void smooth(const double *x, int n, double *y) {
  for (int i = 0; i < n; ++i)
    y[i] = x[i];
  for (int k = n - 1; k >= 0; --k)
    for (int i = 1; i < n - 1; ++i)
      y[i - 1] = 0.5 * y[i] - std::asinh(y[i]);
}

struct Cell {
  double level, flow;
};

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double fields(const double *x, int n) {
  Cell cells[5];
  for (int i = 0; i < 5; ++i)
    cells[i] = {x[i % n], 0};
  for (int k = 0; k < 3; ++k)
    for (int i = 0; i < 5; ++i)
      cells[i].flow += std::exp(cells[i].level) / (k + 1);
  double sum = 0;
  for (const Cell &cell : cells)
    sum += cell.flow * cell.flow;
  return sum;
}
