// A minor's seed is known where it is called, so value and gradient come from one recursion that keeps nothing.
#include "hand.h"

#include <memory>

// Returns the minor of the rows from `row` on and adds its gradient times seed. The last row has one column left.
static double minors(const double* __restrict A, int n, int row, int* __restrict columns, double seed,
                     double* __restrict A_bar) {
  const double* __restrict a = A + row * n;
  double* __restrict a_bar = A_bar + row * n;
  if (row == n - 1) {
    const int c = columns[n];
    a_bar[c] += seed;
    return a[c];
  }
  double sum = 0, sign = 1;
  for (int previous = n, c = columns[n]; c != n; previous = c, c = columns[c]) {
    columns[previous] = columns[c];
    const double minor = sign * minors(A, n, row + 1, columns, seed * sign * a[c], A_bar);
    columns[previous] = c;
    sum += a[c] * minor;
    a_bar[c] += seed * minor;
    sign = -sign;
  }
  return sum;
}

void det_hand(const double* __restrict A, int n, double result_bar, double* __restrict A_bar) {
  if (n == 0) return;
  const std::unique_ptr<int[]> columns(new int[n + 1]);
  for (int i = 0; i < n; ++i) columns[i] = i + 1;
  columns[n] = 0;
  minors(A, n, 0, columns.get(), result_bar, A_bar);
}
