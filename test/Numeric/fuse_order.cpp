// RUN: %numeric %s
// Loops whose iterations depend on each other: what can be stepped along, and what has to be saved.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// Powers and a generator of numbers are stepped along.
// CHECK-INPUT: c = uniform(-1, 1)[3], n = 5, t = 0.7, seed = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(c[3]))
double stepped(const double* c, int n, double t, unsigned seed) {
  double s = 0, power = 1;
  for (int i = 0; i < n; ++i) {
    seed = seed * 1664525u + 1013904223u;
    const double y = std::sin(c[seed % 3] * power);
    s += y * y;
    power *= t;
  }
  return s;
}

// The first value of what is stepped along is active.
// CHECK-INPUT: c = uniform(-1, 1)[3], n = 5, t = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double activeStart(const double* c, int n, double t) {
  double s = 0, power = t;
  for (int i = 0; i < n; ++i) {
    s += std::sin(c[i % 3] * power);
    power *= 1.1;
  }
  return s;
}

// The sum is used on the way.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double usedSum(const double* x, int n) {
  double s = 0, t = 0;
  for (int i = 0; i < n; ++i) {
    s += std::exp(x[i]);
    t += s * s * x[i];
  }
  return t;
}

// The sum decides when the loop is left.
// CHECK-INPUT: x = uniform(0.2, 1)[6], n = 6, limit = 2.0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double budget(const double* x, int n, double limit) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i] * x[i];
    if (s > limit) break;
  }
  return s;
}

// A return from the loop, with another seed.
// CHECK-INPUT: x = [0.3, 0.5, -0.2, 0.7], n = 4
// CHECK-INPUT: x = [0.3, 0.5, 0.2, 0.7], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double leaves(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) return s * x[i];
    s += std::sin(x[i]);
  }
  return s;
}

// The adjoint of a[i] is taken after an earlier iteration has added to that of a[i + 1].
// CHECK-INPUT: a = uniform(-1, 1)[5], x = uniform(-1, 1)[5], n = 4, k = 0.6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[5], x[5], k), of(a))
double anti(double* a, const double* x, int n, double k) {
  double r = 0;
  for (int i = 0; i < n; ++i) {
    r += k * a[i + 1] * a[i + 1];
    a[i] = std::sin(x[i]) * k;
  }
  return r;
}

// A flow dependence through memory.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double flow(const double* x, int n) {
  std::vector<double> a(n + 1);
  double s = 0;
  a[0] = 1;
  for (int i = 0; i < n; ++i) {
    a[i + 1] = std::sin(a[i] * x[i]);
    s += a[i + 1] * a[i];
  }
  return s;
}

// Two iterations write to one place of the output.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, y = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[3]))
void twice(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i) y[i % 3] = std::sin(x[i]) * x[i];
}

// The output is read back by the next iteration.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, y = output[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[6]))
double readBack(const double* x, int n, double* y) {
  double s = 0;
  y[0] = x[0];
  for (int i = 1; i < n; ++i) {
    y[i] = std::sin(x[i]) * y[i - 1];
    s += y[i] * y[i];
  }
  return s;
}

// The argument of the second loop is a result of the first.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inTurn(const double* x, int n) {
  double mean = 0;
  for (int i = 0; i < n; ++i) mean += std::exp(x[i]);
  mean /= n;
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp((x[i] - mean) * (x[i] - mean));
  return s + mean;
}

// What the loop reads is overwritten behind it.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double overwritten(const double* x, int n) {
  std::vector<double> a(n);
  double s = 0;
  for (int i = 0; i < n; ++i) a[i] = std::sin(x[i]);
  for (int i = 0; i < n; ++i) s += std::exp(a[i] * a[i]);
  for (int i = 0; i < n; ++i) a[i] = 2;
  for (int i = 0; i < n; ++i) s *= a[i] * x[i];
  return s;
}

// Sums in memory, in place: one that is read on the way, one that is not, and differences.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inPlace(const double* x, int n) {
  std::vector<double> a(3), b(3);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    a[i % 3] += x[i] * x[i];
    b[i % 3] -= std::sin(x[i]);
    s += a[i % 3] * x[i];
  }
  for (int j = 0; j < 3; ++j) s += a[j] * b[j];
  return s;
}
