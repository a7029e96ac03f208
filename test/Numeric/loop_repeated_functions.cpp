// RUN: %numeric %s
// Library functions that inner loops repeat for the same arguments in every iteration of an outer one, and some others.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: q = uniform(-1, 1)[6], x = uniform(-1, 1)[3], n = 3, k = 2, d = 3
// CHECK-INPUT: q = uniform(-1, 1)[6], x = uniform(-1, 1)[3], n = 0, k = 2, d = 3
// CHECK-INPUT: q = uniform(-1, 1)[6], x = uniform(-1, 1)[3], n = 3, k = 0, d = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(q[k * d], x[n]))
double scaled(const double* q, const double* x, int n, int k, int d) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < k; ++j)
      for (int c = d - 1; c >= 0; --c) sum += std::exp(q[j * d + c]) * x[i] * (x[i] + q[c]);
  return sum;
}

// The bounds of the inner loop change; the argument does; a branch stands around; the memory is written.
// CHECK-INPUT: q = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, split, jvp, wrt(q[n]))
double others(const double* q, int n) {
  std::vector<double> w(n);
  for (int i = 0; i < n; ++i) w[i] = q[i];
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) sum += std::exp(q[j]) * q[i];
    for (int j = 0; j < n; ++j) sum += std::sin(q[j] * q[i]) * q[i];
    for (int j = 0; j < n; ++j)
      if (q[j] > 0.7) sum += std::log(q[j]) * q[i];
    for (int j = 0; j < n; ++j) {
      sum += std::tanh(w[j]) * q[i];
      w[j] += 0.1 * q[i];
    }
    for (int j = 0; j < n; ++j) {
      sum += std::cos(q[j]) * q[i];
      if (sum > 3) break;
    }
  }
  return sum;
}
