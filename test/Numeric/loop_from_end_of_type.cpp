// RUN: %numeric %s
// Loops whose counter starts at the least or the greatest number of its type.
#include <climits>
#include <cmath>
#include <cstdint>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double up(const double (&x)[4], int n) {
  double s = x[0];
  for (int i = INT_MIN; i < INT_MIN + n; ++i)
    s = std::sin(s * x[i & 3]);
  for (std::int64_t i = INT64_MIN; i <= INT64_MIN + 2; ++i)
    s = std::exp(s * x[(i & 3) + 1]);
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double down(const double (&x)[4], int n) {
  double s = x[0];
  for (int i = INT_MAX; i > INT_MAX - n; --i)
    s = std::sin(s * x[i & 3]);
  int k = INT_MAX;
  while (k >= INT_MAX - 2) {
    s += s * x[k & 1] * x[k & 3];
    --k;
  }
  return s;
}

// Inside of another loop.
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double nested(const double *x, int n) {
  double s = 1;
  for (int k = 0; k < 2; ++k)
    for (int i = INT_MIN; i < INT_MIN + n - k; ++i)
      for (int j = 0; j < k + 1; ++j)
        s = s * x[i - INT_MIN] + s * s * 0.001 * x[j];
  return s;
}
