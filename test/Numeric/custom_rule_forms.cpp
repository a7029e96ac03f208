// RUN: %numeric %s
// PULLBACK_RULE in all four forms: vjp, value_and_vjp, split and jvp.
// CHECK-SOURCE: Inputs/rule_forms.cpp
#include <pullback/pullback.h>

#include "Inputs/rule_forms.h"

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double oneOfEach(double x) { return sinc(x) * sinc(x * x); }

// CHECK-INPUT: x = uniform(0.3, 1)[4], k = 0.6, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], k))
double valueWithGradient(const double* x, double k, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += cube(x[i], k) * cube(sum + x[i], 2.0);
  return cube(sum, k);
}

// CHECK-INPUT: a = [2, 0.5, -0.3, 1.5], b = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double bothSweeps(const double* a, const double* b) {
  double x[2];
  solve2(a, b, x);
  return x[0] * x[1] + x[0];
}

// CHECK-INPUT: a = [2, 0.5, -0.3, 1.5], b = uniform(-1, 1)[2], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double bothSweepsInLoop(const double* a, const double* b, int n) {
  double x[2] = {b[0], b[1]};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double y[2];
    if (i == 1) continue;
    solve2(a, x, y);
    x[0] = y[0] + b[0];
    x[1] = y[1] * x[0];
    sum += x[1];
  }
  return sum;
}

// The matrix takes no part in the derivative.
// CHECK-INPUT: b = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double constantMatrix(const double* b) {
  const double a[4] = {2, 1, -1, 3};
  double x[2];
  solve2(a, b, x);
  return x[0] * x[1];
}

// CHECK-INPUT: x = 0.8, u = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double overwrites(double x, double* u, int n) {
  double sum = grow(x, u, n);
  for (int i = 0; i < 2; ++i) sum += grow(sum * 0.1 + u[0], u, n);
  return sum * u[1];
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double overwritesOwnArray(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i + 1 < n; ++i) {
    double v[2] = {x[i], x[i + 1] * x[i]};
    sum += grow(x[i], v, 2) * v[1];
    double w[2] = {1, 2}; // no part of the derivative before the call
    sum += grow(sum, w, 2) + w[0];
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double workSpace(const double* x, int n) {
  double work[4], y[4];
  double sum = norm(x, n, work);
  for (int i = 0; i < n; ++i) {
    work[i] = x[i] * sum;
    y[i] = work[i] * work[i];
  }
  return sum * norm(y, n, work);
}

// CHECK-INPUT: a = 0.4, b = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double structs(double a, double b) {
  Pair in = {a, a * b}, out;
  const Pair result = mix(in, b, out);
  Pair last;
  const Pair again = mix(result, out.first, last);
  return again.first * last.second + again.second * out.second;
}

// CHECK-INPUT: x = 0.9, y = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double templates(double x, double y) { return half(x * y) * lab::power<3>(y) + half(3.0f) * x; }

// CHECK-INPUT: x = 0.9, k = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double members(double x, double k) {
  lab::Model model = {k * k};
  return model.apply(x) * lab::Model::shift(x, 2);
}

// CHECK-INPUT: x = 0.9, k = 1.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double operators(double x, double k) {
  lab::Model first = {k}, second = {x};
  lab::Model both = first * second;
  return both.k * both.k * x;
}
