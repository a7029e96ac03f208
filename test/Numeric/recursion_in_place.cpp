// RUN: %numeric %s
// Recursion that overwrites an array and restores an index list.
#include <pullback/pullback.h>

void transform(double* v, int n) {
  if (n < 2) return;
  const int h = n / 2;
  for (int i = 0; i < h; ++i) {
    const double a = v[i], b = v[i + h];
    v[i] = a + b * a;
    v[i + h] = a - b;
  }
  transform(v, h);
  transform(v + h, h);
}

// CHECK-INPUT: v = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, split, jvp)
void butterflies(double* v, int n) { transform(v, n); }

double minors(const double* a, int n, int row, int* rows, int count) {
  if (count == 1) return a[row * n + rows[0]];
  double s = 0;
  for (int k = 0; k < count; ++k) {
    const int taken = rows[k];
    for (int j = k; j + 1 < count; ++j) rows[j] = rows[j + 1];
    const double m = a[row * n + taken] * minors(a, n, row + 1, rows, count - 1);
    for (int j = count - 1; j > k; --j) rows[j] = rows[j - 1];
    rows[k] = taken;
    s += k % 2 ? -m : m;
  }
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[9], rows = [0, 1, 2], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a))
double determinant(const double* a, int* rows, int n) { return minors(a, n, 0, rows, n); }
