// RUN: %numeric %s
// Minima and maxima over loops: where one iteration alone has a derivative, and where it looks like that.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

// The winner may be the initial value, the first, one in the middle, or the last.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4, start = 0.5
// CHECK-INPUT: x = [0.3, -0.5, 0.4, 0.1], n = 4, start = 0.5
// CHECK-INPUT: x = [0.8, -0.5, 0.4, 0.1], n = 4, start = 0.5
// CHECK-INPUT: x = [0.3, -0.5, 0.4, 0.7], n = 4, start = 0.5
// CHECK-INPUT: x = [0.3, -0.5, 0.4, 0.7], n = 0, start = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double greatest(const double* x, int n, double start) {
  double m = start * start;
  for (int i = 0; i < n; ++i) m = std::max(m, std::sin(x[i]));
  return m * m;
}

// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double least(const double* x, std::size_t n) {
  double m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i)
    if (std::exp(x[i]) < m) m = std::exp(x[i]);
  return m;
}

// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double inclusive(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i <= n - 1; ++i) m = std::min(m, x[i] * x[i]);
  return m;
}

// A minimum for each of several points, over an inner loop.
// CHECK-INPUT: p = uniform(-1, 1)[6], n = 3, c = uniform(-1, 1)[8], k = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[6], c[8]))
double nearest(const double* p, int n, const double* c, int k) {
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double best = 100;
    for (int j = 0; j < k; ++j) {
      double distance = 0;
      for (int l = 0; l < 2; ++l) {
        const double e = p[2 * i + l] - c[2 * j + l];
        distance += e * e;
      }
      best = std::min(best, distance);
    }
    total += std::sqrt(best);
  }
  return total;
}

// The losers take part as well.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double losersCount(const double* x, int n) {
  double m = x[0], s = 0;
  for (int i = 1; i < n; ++i) {
    s += m * x[i];
    m = std::max(m, x[i]);
  }
  return m + s;
}

// What was selected before goes into what is selected next.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 1.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chained(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i)
    if (x[i] > m) m = x[i] + 0.1 * m;
  return m;
}

// A loser leaves a trace.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double decays(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = x[i] > m ? x[i] : 0.9 * m;
  return m;
}

// Two selections in one loop.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double range(const double* x, int n) {
  double low = x[0], high = x[0];
  for (int i = 1; i < n; ++i) {
    low = std::min(low, x[i]);
    high = std::max(high, x[i] * x[i]);
  }
  return high * low;
}

// The candidates lie in an array that the loop overwrites later.
// CHECK-INPUT: x = [0.3, -0.5, 0.9, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double overwritten(const double* x, int n) {
  double a[4];
  double m = -10;
  for (int i = 0; i < 4; ++i) a[i] = x[i];
  for (int i = 0; i + 1 < n; ++i) {
    m = std::max(m, a[i] * a[i + 1]);
    a[i + 1] = a[i] * x[i];
  }
  return m;
}

// The candidates have a factor that is stepped along.
// CHECK-INPUT: x = [0.3, 0.8, 0.2, 0.7], n = 4, q = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double discounted(const double* x, int n, double q) {
  double m = x[0], factor = 1;
  for (int i = 1; i < n; ++i) {
    factor *= q;
    m = std::max(m, factor * x[i] * x[i]);
  }
  return m;
}

// A sum of all beside the maximum.
// CHECK-INPUT: x = [0.3, 0.8, 0.2, 0.7], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sumBeside(const double* x, int n) {
  double m = x[0], s = 0;
  for (int i = 1; i < n; ++i) {
    m = std::max(m, x[i]);
    s += 0.5 * x[i];
  }
  return m * s;
}

// A number beside the maximum that every iteration changes, whoever wins.
// CHECK-INPUT: x = [0.3, 0.8, 0.2, 0.7], n = 4, start = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double halvedBeside(const double* x, int n, double start) {
  double m = x[0], s = start;
  for (int i = 1; i < n; ++i) {
    m = std::max(m, x[i]);
    s *= 0.5;
  }
  return m + s;
}
