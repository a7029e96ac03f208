// RUN: %numeric %s
// Work arrays by new[] and delete[].
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = [0.5], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double differences(const double* x, int n) {
  double* d = new double[n];
  for (int i = 0; i < n; ++i) d[i] = x[i] * x[i];
  for (int level = n - 1; level > 0; --level)
    for (int i = 0; i < level; ++i) d[i] = d[i + 1] * x[i] - d[i];
  const double result = d[0];
  delete[] d;
  return result;
}

// Arrays with initial values.
struct Tap {
  double weight;
  int delay;
};

// CHECK-INPUT: x = uniform(-1, 1)[6], a = 0.4, n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a))
double filtered(const double* x, double a, int n) {
  double* const weights = new double[3]{a, 1, a * a};
  const Tap* const taps = new Tap[2]{{a, 1}, {0.5}};
  double s = 0;
  for (int i = 2; i < n; ++i)
    s += weights[0] * x[i] + weights[1] * x[i - 1] * weights[2] + taps[0].weight * x[i - taps[0].delay] * x[i - taps[1].delay];
  delete[] taps;
  delete[] weights;
  return s;
}

// Rows of fixed length.
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double rows(const double* x, int n) {
  double(*pairs)[2] = new double[n][2];
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    pairs[i][0] = x[i];
    pairs[i][1] = x[i] * x[i];
  }
  for (int i = 0; i < n; ++i) {
    const double* row = pairs[n - 1 - i];
    sum += pairs[i][0] * row[1] * sum + row[0];
  }
  delete[] pairs;
  return sum;
}
