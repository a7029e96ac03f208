// RUN: %numeric %s
// Loops that share work space between iterations, or seem to: which may run together with their reverse, and which not.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// Every iteration fills the array again.
// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4, d = 3
// CHECK-INPUT: x = uniform(-1, 1)[12], n = 0, d = 3
// CHECK-INPUT: x = uniform(-1, 1)[12], n = 4, d = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double filled(const double* x, int n, int d) {
  std::vector<double> h(d);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < d; ++j) h[j] = std::sin(x[i * d + j]);
    for (int j = 0; j < d; ++j) h[j] = h[j] * h[j] + x[i * d + j];
    double t = 1;
    for (int j = 0; j < d; ++j) t *= h[j];
    s += t;
  }
  return s;
}

// One element is left from the iteration before.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double leftOver(const double* x, int n) {
  std::vector<double> h(3);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 2; ++j) h[j] = x[i] * (j + 1);
    s += h[0] * h[1] * (1 + h[2]);
    h[2] = std::cos(x[i]) * h[0];
  }
  return s;
}

// The array is filled under a condition only.
// CHECK-INPUT: x = [0.5, -0.3, -0.4, 0.7, -0.2], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sometimes(const double* x, int n) {
  double h[2] = {1, 2};
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] > 0)
      for (int j = 0; j < 2; ++j) h[j] = x[i] * (j + 1);
    for (int j = 0; j < 2; ++j) s += h[j] * std::exp(x[i] * h[1 - j]);
  }
  return s;
}

// Both sides of a condition fill it.
// CHECK-INPUT: x = [0.5, -0.3, -0.4, 0.7, -0.2], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double always(const double* x, int n) {
  double h[2] = {1, 2};
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] > 0)
      for (int j = 0; j < 2; ++j) h[j] = x[i] * (j + 1);
    else
      for (int j = 0; j < 2; ++j) h[j] = std::sin(x[i] - j);
    for (int j = 0; j < 2; ++j) s += h[j] * std::exp(x[i] * h[1 - j]);
  }
  return s;
}

// What was filled by the last iteration is read after the loop.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double readAfter(const double* x, int n) {
  double h[2] = {0, 0};
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 2; ++j) h[j] = std::sin(x[i] * (j + 1));
    for (int j = 0; j < 2; ++j) s += h[j] * h[1 - j];
  }
  for (int j = 0; j < 2; ++j) s *= h[j];
  return s;
}

// Filled before the loop, changed in it.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double running(const double* x, int n) {
  double h[2] = {0, 0};
  double s = 0;
  for (int j = 0; j < 2; ++j) h[j] = x[j];
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 2; ++j) {
      s += h[j] * h[j] * x[i];
      h[j] = std::sin(h[j] + x[i]);
    }
  return s;
}

// Two loops use one array.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double shared(const double* x, int n) {
  std::vector<double> h(2);
  double s = 0, t = 1;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 2; ++j) h[j] = std::sin(x[i] * (j + 1));
    s += h[0] * h[1];
  }
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 2; ++j) h[j] = std::exp(x[i] * s * j);
    t += h[0] * h[1];
  }
  return s * t;
}

// A triangle: iteration i fills and reads what it reaches.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double triangle(const double* x, int n) {
  std::vector<double> w(n);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double sum = 0;
    for (int j = 0; j <= i; ++j) {
      w[j] = std::exp(x[i] * x[j]);
      sum += w[j];
    }
    for (int j = 0; j <= i; ++j) s += x[j] * w[j] / sum;
  }
  return s;
}

// The reading loop reaches further than the filling one.
// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double further(const double* x, int n) {
  std::vector<double> w(n);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= n - 1 - i; ++j) w[j] = std::exp(x[i] * x[j]);
    for (int j = 0; j < n; ++j) s += x[j] * w[j] * w[j];
  }
  return s;
}

// Ranges that join: the first element by itself, the others in a loop; and a gap between the ranges.
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 3, d = 4
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 3, d = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double joinedRanges(const double* x, int n, int d) {
  double w[4], v[4] = {0.5, 0.5, 0.5, 0.5};
  double total = 0;
  for (int i = 0; i < n; ++i) {
    w[0] = x[i] * x[i];
    for (int c = 1; c < d; ++c) w[c] = x[i] * x[c];
    v[0] = x[i];
    for (int c = 2; c < d; ++c) v[c] = x[c] * x[i];
    double sum = 0;
    for (int c = 0; c < d; ++c) sum += w[c] * w[c] + v[c] * w[c];
    v[1 % d] = sum;
    total += sum * sum;
  }
  return total;
}

// Filled before the loop for nothing, by a loop of its own.
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3, d = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double filledBefore(const double* x, int n, int d) {
  std::vector<double> w(d);
  double s = 0;
  for (int i = 0; i < d; ++i) w[i] = 2;
  for (int t = 0; t < n; ++t) {
    for (int i = 0; i < d; ++i) w[i] = std::sin(x[t * d + i]);
    for (int i = 0; i < d; ++i) s += w[i] * std::exp(w[i]);
  }
  return s;
}

// What the last of the inner iterations leaves is used once more, in a way that needs no value of it: only its adjoint
// says so.
// CHECK-INPUT: x = uniform(0.5, 1)[24], n = 2, m = 3, d = 4, c = uniform(1, 2)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[24]))
double lastOnesCountTwice(const double* x, int n, int m, int d, const double* c) {
  std::vector<double> w(d);
  double total = 0;
  for (int l = 0; l < n; ++l) {
    double s = 0;
    for (int t = 0; t < m; ++t) {
      for (int i = 0; i < d; ++i) w[i] = std::sin(x[(l * m + t) * d + i]);
      for (int i = 0; i < d; ++i) s += w[i] * std::exp(w[i]);
    }
    for (int i = 0; i < d; ++i) s += c[i] * w[i];
    total += s;
  }
  return total;
}
