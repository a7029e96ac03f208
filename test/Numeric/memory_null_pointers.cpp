// RUN: %numeric %s
// Pointers in memory that are null at first, and where memory is zero.
#include <memory>
#include <vector>
#include <pullback/pullback.h>

struct Cell {
  double value;
  double* extra;
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sparse(const double* x, int n) {
  std::vector<Cell> cells(n);
  std::vector<std::unique_ptr<double[]>> rows(n);
  for (int i = 0; i < n; ++i) {
    cells[i].value = x[i];
    if (i % 2 == 0) {
      cells[i].extra = new double(x[i] * x[0]);
      rows[i] = std::make_unique<double[]>(2);
      rows[i][1] = x[i] * x[i];
    }
  }
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (cells[i].extra != nullptr)
      s += cells[i].value * *cells[i].extra;
    delete cells[i].extra;
    if (!rows[i])
      continue;
    s += rows[i][0] + rows[i][1] * cells[i].value;
  }
  return s;
}
