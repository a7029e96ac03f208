// RUN: %numeric %s
// Pointers to a variable and to memory from the heap in one array; a function that calls itself and casts to a class that
// all objects are of.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.3, i = 0
// CHECK-INPUT: x = 0.3, i = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double chosen(double x, int i) {
  double a[1] = {x};
  double *own = new double[1];
  own[0] = 3 * x * x;
  double *rows[2] = {a, own};
  double y = rows[i][0];
  rows[1 - i][0] *= y;
  y += a[0] * own[0];
  delete[] own;
  return y;
}

struct Base { double k; };
struct Derived : Base { double m; };
static double read(const Base &base, int n) {
  return n > 0 ? read(base, n - 1) * base.k : static_cast<const Derived &>(base).m;
}
// CHECK-INPUT: x = 0.3, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double cast(double x, int n) {
  Derived d{{1 + x}, x};
  return read(d, n);
}
