// RUN: %numeric %s
// What only changes places from iteration to iteration is not saved: the reverse sweep changes it back.
#include <pullback/pullback.h>

#include <cmath>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, steps = 5
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, steps = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double twoBuffers(const double* x, int n, int steps) {
  std::vector<double> u(x, x + n), next(n);
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i)
      next[i] = std::sin(u[i]) * u[(i + 1) % n];
    std::swap(u, next);
  }
  double sum = 0;
  for (double value : u)
    sum += value * value;
  return sum;
}

// Three places in turn: what comes back after three iterations does not after two.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, steps = 4
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double threeBuffers(const double* x, int n, int steps) {
  std::vector<double> older(x, x + n), old(n, 0.5), now(n, 0.25);
  double *a = older.data(), *b = old.data(), *c = now.data();
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i)
      a[i] = 2 * b[i] * c[i] - std::exp(a[i]) * x[i];
    double* const first = a;
    a = b;
    b = c;
    c = first;
  }
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] + 2 * b[i] * c[i];
  return sum;
}

// Numbers that change places, in a loop within another whose outcome decides where the next begins.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, rounds = 3
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 5, rounds = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inARound(const double* x, int n, int rounds) {
  double p = x[0], q = x[1], r = 1, sum = 0;
  int left = 0, right = 1, third = 2;
  for (int k = 0; k < rounds; ++k) {
    for (int i = 0; i < n; ++i) {
      sum += std::cos(sum * x[i]) * (p - 2 * q * r) * (1 + left) / (2 + right * third);
      std::swap(p, q);
      std::swap(q, r);
      const int first = left;
      left = third;
      third = right;
      right = first;
    }
    p = p * std::sin(q) + x[k];
    left += k;
  }
  return sum * p;
}
