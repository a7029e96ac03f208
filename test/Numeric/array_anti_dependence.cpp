// RUN: %numeric %s
// Iterations that read an element before another iteration overwrites it.
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(-1, 1)[6], x = uniform(-1, 1)[5], n = 5, k = 0.7, c = -1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double readAhead(double* a, const double* x, int n, double k, double c) {
  double r = 0;
  for (int i = 0; i < n; ++i) {
    r += k * a[i + 1];
    a[i] = c * x[i];
  }
  return r;
}

// CHECK-INPUT: a = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp)
void shiftDown(double* a, int n) {
  for (int i = 0; i + 1 < n; ++i) a[i] = a[i + 1] * a[i + 1];
}

// CHECK-INPUT: a = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp)
void shiftUp(double* a, int n) {
  for (int i = n - 1; i > 0; --i) a[i] = a[i - 1] * a[i];
}

// CHECK-INPUT: a = uniform(-1, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, split, jvp)
void reversed(double* a, int n) {
  for (int i = 0, j = n - 1; i < j; ++i, --j) {
    const double t = a[i];
    a[i] = a[j] * t;
    a[j] = t + a[i];
  }
}
