// RUN: %numeric %s
// Loops that may end early, and whose iterations are cheaper to run again than to save.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// The last iteration stops halfway.
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 0.9
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 100
// CHECK-INPUT: x = [3, 1], n = 1, most = 0.9
// CHECK-INPUT: x = [3, 1], n = 0, most = 0.9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double halfway(const double* x, int n, double most) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double a = x[i], b = x[i + 1];
    for (int k = 0; k < 3; ++k) {
      const double product = a * b;
      b += a;
      a = product;
    }
    s += a * b;
    if (a > most) break;
    s += a * a;
  }
  return s;
}

// Returned from within, with another value than at the end.
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 0.9
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 100
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double returned(const double* x, int n, double most) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double a = x[i], b = x[i + 1];
    for (int k = 0; k < 3; ++k) {
      const double product = a * b;
      b += a;
      a = product;
    }
    s += a * b;
    if (a > most) return s * b;
  }
  return 2 * s;
}

// A factor that is stepped along.
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, q = 1.3, most = 0.9
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, q = 1.3, most = 100
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double discounted(const double* x, int n, double q, double most) {
  double s = 0, factor = 1;
  for (int i = 0; i < n; ++i) {
    double a = factor * x[i], b = x[i + 1];
    for (int k = 0; k < 3; ++k) {
      const double product = a * b;
      b += a;
      a = product;
    }
    s += a * b;
    if (a > most) break;
    factor *= q;
  }
  return s;
}

// Work space that every iteration fills again, and a loop that counts down.
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 4, d = 3, most = 0.5
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 4, d = 3, most = 100
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double filled(const double* x, int n, int d, double most) {
  std::vector<double> w(d);
  double s = 0;
  for (int i = n - 1; i >= 0; --i) {
    for (int j = 0; j < d; ++j) w[j] = x[i * d + j] * x[j];
    for (int j = 0; j < d; ++j) w[j] = w[j] * w[j] + x[j];
    for (int j = 0; j < d; ++j) s += w[j] * w[j];
    if (x[i * d] > most) break;
  }
  return s;
}

// The sum so far decides, so the condition is saved or the sum runs along.
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 1.2
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 100
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double untilEnough(const double* x, int n, double most) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double a = x[i], b = x[i + 1];
    for (int k = 0; k < 3; ++k) {
      const double product = a * b;
      b += a;
      a = product;
    }
    s += a * b;
    if (s > most) break;
    s += a * a;
  }
  return s;
}

// The iterations overwrite what they read: they are saved.
// CHECK-INPUT: x = uniform(0.1, 1)[7], n = 6, most = 0.9
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n + 1]), of(x[n + 1]))
double overwriting(double* x, int n, double most) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double a = x[i], b = x[i + 1];
    for (int k = 0; k < 3; ++k) {
      const double product = a * b;
      b += a;
      a = product;
    }
    s += a * b;
    if (a > most) break;
    x[i + 1] = s;
  }
  return s;
}
