// RUN: %numeric %s
// RUN: rm -rf %t && mkdir %t && pullback %s --explain w -o %t/w -- -std=c++17 && FileCheck %s --check-prefix=STEADY < %t/w
// Values in inner loops that a loop around computes anew in each iteration, and others that only seem so.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// The weights are the same for all columns: n a row, whatever m is.
// STEADY: 'w' in columns_rev: saved in 'w_saved', 8 * rows * n bytes
// CHECK-INPUT: x = uniform(0.2, 1)[20], rows = 3, n = 4, m = 5, y = output[15]
// CHECK-INPUT: x = uniform(0.2, 1)[20], rows = 1, n = 4, m = 1, y = output[15]
// CHECK-INPUT: x = uniform(0.2, 1)[20], rows = 2, n = 0, m = 2, y = output[15]
// CHECK-INPUT: x = uniform(0.2, 1)[20], rows = 2, n = 3, m = 0, y = output[15]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[20]), of(y[15]))
void columns(const double* x, int rows, int n, int m, double* y) {
  std::vector<double> w(n);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < n; ++j) w[j] = std::sin(x[i + j]) + x[j] * w[j];
    for (int c = 0; c < m; ++c) {
      double s = 1;
      for (int j = 0; j < n; ++j) s += w[j] * s * x[j + c];
      y[i * 5 + c] = s;
    }
  }
}

// Triangles below a loop that does not matter, or with one between.
// CHECK-INPUT: x = uniform(0.2, 1)[30], n = 4, m = 3
// CHECK-INPUT: x = uniform(0.2, 1)[30], n = 1, m = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[30]))
double triangles(const double* x, int n, int m) {
  std::vector<double> w(n);
  double s = 0.5;
  for (int step = 0; step < 2; ++step) {
    for (int j = 0; j < n; ++j) w[j] = std::cos(x[step + j]) + x[j] * w[j];
    for (int c = 0; c < m; ++c)
      for (int i = 0; i < n; ++i)
        for (int j = 0; j <= i; ++j) s = std::sin(s + w[j] * w[i] * x[c + j]);
    for (int i = 0; i < n; ++i)
      for (int c = 0; c < m; ++c)
        for (int j = i; j < n; ++j) s = std::sin(s + w[j] * x[c + i]);
  }
  return s;
}

// Written by a later or an earlier iteration, in a branch, by a call; left early; with bounds that move; subscripts that
// another array gives.
static void advance(double* w, double x) { w[1] *= x; }

// CHECK-INPUT: x = uniform(0.2, 1)[30], at = [2, 0, 1], n = 3, m = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[30]))
double changing(const double* x, const int* at, int n, int m) {
  std::vector<double> w(n), v(n), u(n);
  for (int j = 0; j < n; ++j) w[j] = x[j], v[j] = x[j + 3], u[j] = x[j + 6];
  double s = 0.3;
  for (int step = 0; step < 2; ++step) {
    for (int c = 0; c < m; ++c) {
      for (int j = 0; j < n; ++j) s = std::sin(s + w[j] * x[c + j]);
      if (s > 0.5) w[c % n] *= s;
    }
    for (int c = 0; c < m; ++c) {
      for (int j = 0; j < n; ++j) s = std::cos(s + v[at[j]] * x[c + j]);
      advance(v.data(), x[c]);
    }
    for (int c = 0; c < m; ++c)
      for (int j = c; j < n; ++j) {
        s = std::sin(s * u[j] + x[c]);
        if (s < 0.2) break;
      }
    for (int j = 0; j < n; ++j) u[j] += s * x[j];
    for (int c = 0; c < m; ++c)
      for (int j = 0; j < n; ++j) {
        if (u[at[j]] > 0.9 && x[c] > 0.5) continue;
        s = std::sin(s + u[at[j]] * x[c]);
      }
    for (int j = 0; j < n; ++j) u[at[j]] *= s;
  }
  return s;
}
