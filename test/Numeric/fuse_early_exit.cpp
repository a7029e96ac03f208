// RUN: %numeric %s
// Loops that may end early: which iterations run again with their reverse, and of which the values are saved.
#include <pullback/pullback.h>

#include <cstddef>
#include <vector>

// Cheap, and with a loop, so that much would be saved of it.
static void mix(double& a, double& b) {
  for (int k = 0; k < 3; ++k) {
    const double product = a * b;
    b += a;
    a = product;
  }
}

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
    mix(a, b);
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
    mix(a, b);
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
    mix(a, b);
    s += a * b;
    if (a > most) break;
    factor *= q;
  }
  return s;
}

// Work space that every iteration fills again, in a loop that counts down.
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
    mix(a, b);
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
    mix(a, b);
    s += a * b;
    if (a > most) break;
    x[i + 1] = s;
  }
  return s;
}

// A loop that may end early in another one.
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 3, m = 4, most = 3, top = 5
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 3, m = 4, most = 2, top = 1
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 3, m = 4, most = 2, top = 100
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
double inAnother(const double* x, int n, int m, double most, double top) {
  double total = 0;
  for (int l = 0; l < n; ++l) {
    double s = 0;
    for (int i = 0; i < m; ++i) {
      double a = x[l * m + i], b = x[i];
      mix(a, b);
      s += a * b;
      if (b > most) break;
    }
    double c = s, d = x[l];
    mix(c, d);
    total += c * d;
    if (s > top) break;
    total += c;
  }
  return total;
}

// Other counters.
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 10, most = 3
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 10, most = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
double strides(const double* x, std::size_t n, double most) {
  double s = 0;
  for (std::size_t i = 1; i < n; i += 3) {
    double a = x[i], b = x[i + 1];
    mix(a, b);
    s += a * b;
    if (b > most) break;
    s += a * a;
  }
  for (int i = 9; i >= 2; i -= 2) {
    double a = x[i], b = x[i + 1];
    mix(a, b);
    s += a * b;
    if (b > most) break;
    s += a * a;
  }
  for (std::size_t i = n; i-- > 0;) {
    double a = x[i], b = x[i + 1];
    mix(a, b);
    s += a * b;
    if (b > most) break;
    s += a * a;
  }
  return s;
}

// Work space that is left filled halfway.
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 4, d = 3, most = 0.5
// CHECK-INPUT: x = uniform(0.1, 1)[12], n = 4, d = 3, most = 100
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]))
double leftHalfway(const double* x, int n, int d, double most) {
  std::vector<double> w(d), v(d);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < d; ++j) w[j] = x[i * d + j] * x[j];
    for (int j = 0; j < d; ++j) s += w[j] * w[j] * w[j];
    if (x[i * d] > most) break;
    for (int j = 0; j < d; ++j) v[j] = w[j] * x[i * d + j] * w[j];
    for (int j = 0; j < d; ++j) s += v[j] * v[j];
  }
  return s;
}
