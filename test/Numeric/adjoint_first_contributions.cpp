// RUN: %numeric %s
// RUN: rm -rf %t && mkdir %t && pullback --without join-loops %s -o %t/out.cpp -- -std=c++17
// RUN: FileCheck %s --check-prefix=TEXT < %t/out.cpp
// Adjoints of work space that is written anew in every iteration: stored first, and cleared only where that matters.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// TEXT-LABEL: void anew_vjp(
// TEXT: work_bar[i] =
// TEXT-NOT: work_bar[i] = 0;
// TEXT: {{^}}}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, steps = 3
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 0, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double anew(const double* x, int n, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * x[i];
    y = 0.5 * std::cos(sum);
  }
  return y;
}

// The values are changed in layers: what is taken in between is cleared.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, layers = 3, steps = 3
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, layers = 0, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double layered(const double* x, int n, int layers, int steps) {
  std::vector<double> work(n), state(n, 0.2);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = x[i] * y;
    for (int l = 0; l < layers; ++l) {
      for (int i = 0; i < n; ++i) state[i] = std::tanh(state[i] * work[i] + x[i]);
      for (int i = 0; i < n; ++i) work[i] = state[i];
    }
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += std::exp(0.1 * work[i]);
    y = std::cos(sum);
  }
  return y;
}

// Contributions to the first m elements, and before them to the others.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, m = 2, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double in_parts(const double* x, int n, int m, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    double first = 0;
    for (int i = 0; i < m; ++i) first += work[i] * work[i];
    double second = std::cos(first);
    for (int i = m; i < n; ++i) second += work[i] * first;
    y = 0.3 * second;
  }
  return y;
}

// Used in part the first time, wholly the second: what is left of one must not count for the other.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, m = 2, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double twice(const double* x, int n, int m, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    double first = 0;
    for (int i = 0; i < m; ++i) first += work[i] * work[i];
    for (int i = 0; i < n; ++i) work[i] = std::cos(x[i] * first);
    double second = 0;
    for (int i = 0; i < n; ++i) second += work[i] * work[i];
    y = 0.3 * std::sin(second);
  }
  return y;
}

// As many elements as the iteration has number: the range grows.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double growing(const double* x, int n) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < n; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    double sum = 0;
    for (int i = 0; i <= t; ++i) sum += work[i] * work[i];
    y = std::cos(sum);
  }
  return y;
}

// The first element stays from iteration to iteration, and so does its adjoint.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double kept(const double* x, int n, int steps) {
  std::vector<double> work(n);
  for (int i = 0; i < n; ++i) work[i] = x[i];
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) work[i] = std::sin(x[i] * y);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * work[i];
    y = std::cos(sum);
  }
  return y;
}

// Read before it is written: the adjoint is there when the iteration's reverse begins.
// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double carried_over(const double* x, int n, int steps) {
  std::vector<double> work(n);
  for (int i = 0; i < n; ++i) work[i] = x[i];
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * x[i];
    for (int i = 0; i < n; ++i) work[i] = std::sin(sum + x[i] * y);
    y = std::cos(sum);
  }
  return y;
}

// Some elements are written twice: what is taken first counts no second time.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double overwritten(const double* x, int n, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    for (int i = 0; i < 2; ++i) work[i] = std::cos(x[i] * y);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * work[i] * work[i];
    y = 0.3 * std::sin(sum);
  }
  return y;
}

// Only in some iterations are they.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, steps = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double sometimes_overwritten(const double* x, int n, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    if (t % 2 == 1)
      for (int i = 0; i < n; ++i) work[i] = std::cos(x[i] * y);
    if (t == 2) work[1] = x[2];
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * work[i] * work[i];
    y = 0.3 * std::sin(sum);
  }
  return y;
}

// Each element is made of the one before it.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chained(const double* x, int n, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    work[0] = x[0] * y;
    for (int i = 1; i < n; ++i) work[i] = std::sin(work[i - 1] * x[i]);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += work[i] * x[i];
    y = std::cos(sum);
  }
  return y;
}

// Two arrays that change places, and a copy of one of them.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double copied(const double* x, int n, int steps) {
  std::vector<double> now(x, x + n), next(n), old(n);
  double y = 0;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) old[i] = now[i];
    for (int i = 0; i < n; ++i) next[i] = std::sin(now[i] * x[n - 1 - i]);
    for (int i = 0; i + 1 < n; ++i) now[i] = next[i + 1] * old[i];
    now[n - 1] = next[0] + old[n - 1];
    for (int i = 0; i < n; ++i) y += next[i] * old[i] * 0.1;
  }
  for (int i = 0; i < n; ++i) y += now[i] * x[i];
  return y;
}

// Changed in part between two uses: what is taken in between gets contributions again.
// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double changed(const double* x, int n, int steps) {
  std::vector<double> work(n);
  double y = 0.3;
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) work[i] = std::sin(x[i] * y);
    double first = 0;
    for (int i = 0; i < n; ++i) first += work[i] * work[i];
    for (int i = 0; i < 2; ++i) work[i] = std::cos(x[i] * first);
    double second = 0;
    for (int i = 0; i < n; ++i) second += work[i] * work[i] * work[i];
    y = 0.3 * std::sin(second);
  }
  return y;
}
