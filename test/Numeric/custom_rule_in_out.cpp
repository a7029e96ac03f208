// RUN: %numeric %s
// PULLBACK_RULE(vjp, ...) on functions that overwrite what they read: the rule gets what was there before.
// CHECK-SOURCE: Inputs/advance.cpp
#include <pullback/pullback.h>

#include "Inputs/advance.h"

// CHECK-INPUT: x = uniform(0.3, 1)[3], u = uniform(0.3, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split)
double once(const double* x, double* u, int n) { return advance(x, n, u) * u[0]; }

// CHECK-INPUT: x = uniform(0.3, 1)[12], u = uniform(0.3, 1)[3], n = 4
PULLBACK(vjp, value_and_vjp, split)
double inLoop(const double* x, double* u, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += advance(x + 3 * i, 3, u);
  return sum;
}

// CHECK-INPUT: x = uniform(0.3, 1)[4], u = uniform(0.3, 1)[6], n = 4
PULLBACK(vjp, value_and_vjp, split)
double inBranches(const double* x, double* u, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    if (i % 2 == 1)
      sum += advance(x, i, u + i - 1);
    else
      sum *= x[i];
  return sum;
}

// CHECK-INPUT: x = uniform(0.3, 1)[3], u = uniform(0.3, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split)
double whileLoop(const double* x, double* u, int n) {
  double sum = 0;
  for (int k = 0; sum < 4 && k < 9; ++k) {
    sum += advance(x, n, u) + 0.5;
    for (int i = 0; i < n; ++i) u[i] = 0.9 + 0.1 * u[i];
  }
  return sum;
}

// An array of each iteration, in-out for one function and input of another.
// CHECK-INPUT: x = uniform(0.3, 1)[3], u = uniform(0.3, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split)
double localArrays(const double* x, double* u, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double v[3] = {x[i], x[1] * 2, sum};
    sum += advance(x, n, v);
    sum += v[2] * advance(v, 2, u);
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.3, 0.9)[4], n = 4
PULLBACK(vjp, value_and_vjp, split)
double scalarByReference(const double* x, int n) {
  double v = 0.5, sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += step(x[i], v) * 0.25;
    if (x[i] > 0.6) sum += step(sum, v);
  }
  return sum + v;
}

// CHECK-INPUT: x = uniform(0.3, 1)[4], u = uniform(0.3, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split)
double withOutputs(const double* x, double* u, int n) {
  double y[4], z[4];
  const double r = spread(x, x[0] + 1, n, y, u);
  const double q = spread(y, r, n, z, u);
  return r * q + z[1] * y[2];
}

// CHECK-INPUT: x = uniform(0.3, 1)[4], y = uniform(0.3, 1)[4], u = uniform(0.3, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, of(y[n]))
double toOutput(const double* x, double* y, double* u, int n) {
  const double sum = spread(x, 2, n, y, u);
  for (int i = 0; i < n; ++i) u[i] *= sum;
  return sum;
}

// An input that is overwritten behind the call.
// CHECK-INPUT: x = uniform(0.3, 1)[4], u = uniform(0.3, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split)
double overwrittenInput(const double* x, double* u, int n) {
  double w[4], y[4], z[4];
  for (int i = 0; i < n; ++i) w[i] = x[i] * x[i];
  double sum = spread(w, x[1], n, y, u);
  for (int i = 0; i < n; ++i) w[i] = y[i] * sum;
  sum += spread(w, sum, n, z, u);
  return sum * z[3];
}

// Arguments that share memory, or take no part in the derivative.
// CHECK-INPUT: x = uniform(0.3, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split)
double sharedInputs(const double* x, int n) {
  const double c[4] = {1, 2, 3, 4};
  double sum = weigh(x, x, n, x[1]);
  for (int i = 0; i < n; ++i) sum += weigh(x, c, i, sum) * weigh(x + i, x, n - i, 2.0);
  return sum;
}

// CHECK-INPUT: x = uniform(0.3, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split)
double counters(const double* x, int n) {
  int counts[4] = {1, 2, 3, 1};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += count(x, i + 1, counts) * sum + x[i];
    counts[i] = 7;
  }
  return sum + counts[1];
}

// CHECK-INPUT: x = uniform(0.3, 1)[3], time = 0.6, n = 3
PULLBACK(vjp, value_and_vjp, split, wrt(x[3], time))
double structs(const double* x, double time, int n) {
  Point seen = {{1, time}, 0, 2}, now = {{x[0], x[1]}, n, x[2]};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    now = drift(now, time + i, seen);
    sum += now.at[0] * seen.at[1] + now.speed;
  }
  return sum;
}
