// RUN: %numeric %s
// Windows that move over an array as long as they fit: `i + width <= n`.
#include <pullback/pullback.h>

#include <climits>
#include <cmath>
#include <vector>

// CHECK-INPUT: image = uniform(-1, 1)[20], h = 4, w = 5, k = uniform(-1, 1)[4], size = 2
// CHECK-INPUT: image = uniform(-1, 1)[6], h = 2, w = 3, k = uniform(-1, 1)[9], size = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(image[h * w], k[size * size]))
double convolve(const double* image, int h, int w, const double* k, int size) {
  double loss = 0;
  for (int i = 0; i + size <= h; ++i)
    for (int j = 0; j + size <= w; ++j) {
      double s = 0;
      for (int a = 0; a < size; ++a)
        for (int b = 0; b < size; ++b) s += image[(i + a) * w + j + b] * k[a * size + b];
      loss += std::tanh(s) * std::tanh(s);
    }
  return loss;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, lags = 3
// CHECK-INPUT: x = uniform(-1, 1)[2], n = 2, lags = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double correlate(const double* x, int n, int lags) {
  double s = 1;
  for (int lag = 0; lag < lags; ++lag)
    for (int i = 0; lag + i + 1 < n; ++i) s = std::sin(s * x[i]) + x[i + lag + 1];
  return s;
}

// The sum has a wider type.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, width = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double wide(const double* x, long n, int width) {
  double s = 1;
  for (int i = 0; i + width < n; ++i) s = std::sin(s * x[i]) + x[i + width];
  for (long i = 0; i + width < n; ++i) s = std::sin(s * x[i]) + x[i + width];
  return s;
}

// A width below zero with an end that is out of reach, and a break.
// CHECK-INPUT: x = [0.5, 0.25, 0.75, 2, 0.5], width = -1, n = 2147483647
// CHECK-INPUT: x = [0.5, 0.25, 0.75, 2, 0.5], width = 1, n = 3
// CHECK-INPUT: x = [0.5, 0.25, 0.75, 2, 0.5], width = 7, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]))
double leave(const double* x, int width, int n) {
  double s = 1;
  for (int i = 1; i + width < n; ++i) {
    s = std::sin(s * x[i]) + x[i + width];
    if (x[i] > 1) break;
  }
  return s;
}

// An end so far below that nothing can be subtracted from it.
// CHECK-INPUT: x = [0.7, 0.25, 0.5], width = 1, n = -2147483648
// CHECK-INPUT: x = [0.7, 0.25, 0.5], width = 2000000000, n = -2000000000
// CHECK-INPUT: x = [0.7, 0.25, 0.5], width = -2, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double farBelow(const double* x, int width, int n) {
  double s = x[0];
  for (int i = 0; i + width < n; ++i) s = s * x[i % 3] + s * s;
  for (int i = 1; i + width <= n; ++i) s = s * x[i % 3] + s * s;
  return s;
}

// The width changes in the loop.
// CHECK-INPUT: x = uniform(-1, 1)[9], n = 9
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double grow(const double* x, int n) {
  double s = 1;
  int width = 1;
  for (int i = 0; i + width < n; ++i) {
    s = std::sin(s * x[i]) + x[i + width];
    if (i % 2 == 0) ++width;
  }
  return s;
}
