// RUN: %numeric %s
// A pointer to one of two buffers that change places, or to an input; nothing is written through it.
#include <utility>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double f(const double* x, int n) {
  double a[4] = {x[0], x[1], x[2], x[0]}, b[4] = {x[1]};
  double *u = a, *v = b;
  for (int t = 0; t < n; ++t) {
    for (int i = 0; i < 4; ++i)
      v[i] = u[i] * u[(i + 1) % 4];
    std::swap(u, v);
  }
  const double* p = n > 2 ? u : x;
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    sum += p[i] * v[i];
    if (i == 2)
      p = x;
  }
  return sum;
}
