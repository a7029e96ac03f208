// RUN: %numeric %s
// Two buffers that change places by exchanging pointers.
#include <pullback/pullback.h>

#include <utility>
#include <vector>

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, steps = 3
// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, steps = 4
// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, steps = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u[n]))
double diffused(const double* u, int n, int steps) {
  std::vector<double> first(n), second(n);
  double* now = first.data();
  double* next = second.data();
  for (int i = 0; i < n; ++i) now[i] = u[i];
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) {
      const double left = now[i > 0 ? i - 1 : n - 1], right = now[i + 1 < n ? i + 1 : 0];
      next[i] = now[i] + 0.1 * now[i] * (left - 2 * now[i] + right);
    }
    std::swap(now, next);
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += now[i] * now[i] * i;
  return s;
}

// CHECK-INPUT: u = uniform(-1, 1)[3], v = uniform(-1, 1)[3], steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
void exchanged(double* u, double* v, int steps) {
  double *a = u, *b = v;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < 3; ++i) b[i] = a[i] * a[2 - i] + 0.5 * b[i];
    double* c = a;
    a = b;
    b = c;
  }
}
