// RUN: %numeric %s
// RUN: rm -rf %t && mkdir %t && pullback %s -o %t/out.cpp -- -std=c++17
// RUN: FileCheck %s --check-prefix=TEXT < %t/out.cpp
// Snapshots of loops with work space: what every step writes before it reads it is no part of the state.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// Only y is kept, and what a step writes for the next one alone is not computed again for its reverse.
// TEXT-LABEL: void midpoint_vjp(
// TEXT-NOT: stage_snapshots
// TEXT: y_snapshots
// TEXT-NOT: stage_snapshots
// TEXT: for (std::size_t step = first_step; step < target; ++step)
// TEXT: y_again[i] +=
// TEXT: stage_again[i] =
// TEXT-NOT: y_again[i] +=
// TEXT: {{^}}}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], y = uniform(-1, 1)[4], n = 4, steps = 7
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], y = uniform(-1, 1)[4], n = 4, steps = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], y[n]), of(y[n]))
void midpoint(const double* x, double* y, int n, int steps) {
  std::vector<double> slope(n), stage(n);
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    slope[0] = x[0] - y[0] * y[0];
    for (int i = 1; i < n; ++i) slope[i] = x[i] * y[i - 1] - y[i];
    for (int i = 0; i < n; ++i) stage[i] = y[i] + 0.05 * slope[i];
    slope[0] = x[0] - stage[0] * stage[0];
    for (int i = 1; i < n; ++i) slope[i] = x[i] * stage[i - 1] - stage[i];
    for (int i = 0; i < n; ++i) y[i] += 0.1 * slope[i];
  }
}

// The first element comes from the step before: all of the work space is state.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, steps = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double partly(const double* x, int n, int steps) {
  std::vector<double> work(n, 0.4);
  double y = 0.7;
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) work[i] = x[i] * std::sin(y + i);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * work[i];
    work[0] = 0.5 * std::cos(sum) + work[0] * x[0];
    y = sum * 0.3;
  }
  return y;
}

// Written in some steps only.
// CHECK-INPUT: x = uniform(0.5, 1.5)[3], steps = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double sometimes(const double* x, int steps) {
  double work[3] = {0.1, 0.2, 0.3}, y = 0.7;
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    if (t % 2 == 0)
      for (int i = 0; i < 3; ++i) work[i] = x[i] * std::sin(y + i);
    double sum = 0;
    for (int i = 0; i < 3; ++i) sum += work[i] * work[i] * x[i];
    y = sum * 0.3;
  }
  return y;
}

// Read behind the loop, and cleared in front of what is summed up in it.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, steps = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double read_later(const double* x, int n, int steps) {
  std::vector<double> sums(n), y(x, x + n);
  PULLBACK_CHECKPOINT(3)
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) sums[i] = 0;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j) sums[i] += y[j] * x[i];
    for (int i = 0; i < n; ++i) y[i] = std::tanh(sums[i]) * y[i];
  }
  double total = 0;
  for (int i = 0; i < n; ++i) total += sums[i] * y[i] * y[i];
  return total;
}

// What is stored last is read again in the same step, through another subscript.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], order = [2, 0, 3, 1], n = 4, steps = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double gathered(const double* x, const int* order, int n, int steps) {
  std::vector<double> work(n), y(x, x + n);
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = y[i] * y[i];
    for (int i = 0; i < n; ++i) {
      y[i] = std::sin(work[order[i]] + x[i]);
      work[i] = work[i] * y[i];
    }
    for (int i = 0; i < n; ++i) y[i] += work[order[i]] * 0.1;
  }
  double total = 0;
  for (int i = 0; i < n; ++i) total += y[i];
  return total;
}
