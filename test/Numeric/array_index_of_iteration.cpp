// RUN: %numeric %s
// Each iteration overwrites what an earlier one has read; the subscripts come from memory, or are carried along.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[5], index = [3, 2, 1, 0], n = 4
// CHECK-INPUT: x = uniform(-1, 1)[5], index = [0, 3, 2, 1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double looked_up(const double* x, const int* index, int n) {
  double cells[5] = {x[0], x[1], x[2], x[3], x[4]};
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    const int k = index[i];
    sum += cells[k] * cells[k];
    cells[k + 1] = x[i] * sum;
  }
  return sum + cells[2];
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double carried(const double* x, int n) {
  double cells[5] = {x[0], x[1], x[2], x[3], x[4]};
  double sum = 0.0;
  int k = n - 1;
  for (int i = 0; i < n; ++i) {
    sum += cells[k] * cells[k];
    cells[k + 1] = x[i] * sum;
    k -= i % 2 == 0 ? 1 : 0;
  }
  return sum + cells[1];
}
