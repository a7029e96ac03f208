// RUN: %numeric %s
// Determinant by expansion in minors: recursion over a list of columns that is edited in place.
#include <pullback/pullback.h>

#include <vector>

static double minors(const double* A, int n, int row, int* columns) {
  if (row == n) return 1;
  double sum = 0;
  int sign = 1;
  // columns is a linked list: columns[n] is the first unused column, columns[c] the one after c, n the end.
  for (int previous = n, c = columns[n]; c != n; previous = c, c = columns[c]) {
    columns[previous] = columns[c];
    sum += sign * A[row * n + c] * minors(A, n, row + 1, columns);
    columns[previous] = c;
    sign = -sign;
  }
  return sum;
}

// CHECK-INPUT: n = 5, A = @r("det_n5", "inputs.A")
// CHECK-EXPECT: value result = @r("det_n5", "value")
// CHECK-EXPECT: gradient A = @r("det_n5", "gradients.A")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(A[n * n]))
double det(const double* A, int n) {
  std::vector<int> columns(n + 1);
  for (int i = 0; i < n; ++i) columns[i] = i + 1;
  columns[n] = 0;
  return minors(A, n, 0, columns.data());
}
