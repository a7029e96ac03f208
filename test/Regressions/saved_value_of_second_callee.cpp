// RUN: %numeric %s
// Two variants of one recursive callee: a saved result is not named like the struct of the second.
#include <pullback/pullback.h>

#include <cmath>

double power(const double* a, int n, double c) {
  if (n <= 0) return c;
  return a[n - 1] * power(a, n - 1, c) + std::sin(c);
}

// CHECK-INPUT: x = uniform(0.2, 1)[3], n = 3
PULLBACK(vjp, split, jvp)
double f(const double* x, int n) {
  double s = power(x, n, 0.137);
  for (int i = 0; i < n; ++i) {
    const double r = std::sin(power(x, i, 0.4));
    s += r * r;
  }
  const double last = power(x, n, std::sin(s));
  return last * last;
}
