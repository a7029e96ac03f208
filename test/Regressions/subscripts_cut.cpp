// RUN: %numeric %s
// Subscripts of which a conversion keeps the lower half may be equal where what they are made of is not.
#include <pullback/pullback.h>

#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double alwaysTheFirst(const double *x, int n) {
  std::vector<double> y(2, 1.5);
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const int k = static_cast<int>(i * 4294967296L);
    sum += y[k] * y[k] * x[i];
    y[k] = x[i] * x[i];
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double everySecond(const double *x, unsigned long n) {
  std::vector<double> y(2, 1.5);
  double sum = 0;
  for (unsigned long i = 0; i < n; ++i) {
    const unsigned k = static_cast<unsigned>(i * 2147483648UL);
    if (k < 2) {
      sum += y[k] * y[k] * x[i];
      y[k] = x[i] * x[i];
    }
  }
  return sum;
}
