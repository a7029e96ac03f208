// RUN: %numeric %s
// Subscripts that are conversions between signed and unsigned numbers: characters as numbers from 0 on, and counters
// without sign that stand for negative numbers.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1.5)[256], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[256]))
double f(const double *x, int n) {
  const signed char codes[5] = {-1, 2, -128, 127, -56};
  const char text[] = "a\xe4z";
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const signed char c = codes[i];
    s += x[static_cast<unsigned char>(c)] * x[i];
  }
  for (int i = 0; i < 3; ++i)
    s *= x[static_cast<unsigned char>(text[i])];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[12], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double g(const double *x, int n) {
  const double *middle = x + n - 2;
  double s = 0;
  for (unsigned i = 0; i < 7; ++i) {
    const int k = static_cast<int>(i - 5u);
    s += middle[k] * middle[static_cast<short>(static_cast<unsigned short>(i + 65533u))];
  }
  return s;
}
