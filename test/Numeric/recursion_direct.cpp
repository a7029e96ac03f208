// RUN: %numeric %s
// Direct recursion: by value, on a pointer, with branching.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.2, n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double power(double x, int n) {
  if (n == 0) return 1;
  if (n % 2) return x * power(x, n - 1);
  const double h = power(x, n / 2);
  return h * h;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double tree(const double* x, int n) {
  if (n == 1) return x[0];
  const int half = n / 2;
  return tree(x, half) * tree(x + half, n - half) + x[0];
}
