// RUN: %numeric %s
// Library functions of what a loop does not change, and some of what it does.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, a = 0.7, b = 1.3
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 0, a = 0.7, b = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a, b))
double damped(const double* x, int n, double a, double b) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double scale = std::exp(-a * b), shift = std::sqrt(b) / scale;
    sum += std::sin(x[i] * scale) * shift;
  }
  return sum;
}

// The branch guards the root: where it is not taken, neither value nor derivative is wanted.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, a = 0.7
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, a = -0.7
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 0, a = -0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a))
double guarded(const double* x, int n, double a) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (a > 0) {
      const double root = std::sqrt(a);
      sum += x[i] * root + std::log(1 + root);
    } else {
      sum += x[i] * x[i] * a;
    }
  }
  return sum;
}

// What looks invariant and is not: a place that the loop writes, a value from the iteration before, another index.
// CHECK-INPUT: u = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, split, jvp, wrt(u[n]), of(u[n]))
void changing(double* u, int n) {
  double last = u[0];
  for (int i = 1; i < n; ++i) {
    const double scale = std::exp(-u[0]), root = std::sqrt(last);
    u[0] += 0.1 * u[i] * scale;
    last = u[i] * root + std::cos(u[i - 1]);
    u[i] = last;
  }
}

// CHECK-INPUT: x = 0.9, a = 1.1
PULLBACK(vjp, split, jvp)
double untilSmall(double x, double a) {
  while (x > 0.1) x *= 0.5 * std::tanh(a);
  return x * a;
}

// Where the loops do not run, nobody wants the infinite logarithm, and there is no trace of its partial.
// CHECK-KINK: x = uniform(0.5, 1)[1], n = 0, k = 1, a = 0, b = 800
// CHECK-KINK: x = uniform(0.5, 1)[1], n = 1, k = 0, a = 0, b = 800
// CHECK-INPUT: x = uniform(0.5, 1)[2], n = 2, k = 2, a = 3, b = 0.5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], a, b))
double notRun(const double* x, int n, int k, double a, double b) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += x[i] * x[i];
    for (int j = 0; j < k; ++j) sum += x[i] * std::log(a) + j / std::exp(b);
  }
  return sum;
}

// CHECK-KINK: q = [800, 1], x = [1, 2], n = 0, k = 2
// CHECK-INPUT: q = [0.5, 1], x = [1, 2], n = 2, k = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(q[k], x[n]))
double noPoints(const double* q, const double* x, int n, int k) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < k; ++j) sum += x[i] * std::exp(q[j]);
  return sum;
}
