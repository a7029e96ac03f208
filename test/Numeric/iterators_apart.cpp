// RUN: %numeric %s
// Iterators and pointers that are as far from their beginnings as others: one subscript, and lengths that are known.
#include <algorithm>
#include <numeric>
#include <vector>

#include <pullback/pullback.h>

struct Point {
  std::vector<double> q, p;
};

static double energy(const Point &point) {
  return std::inner_product(point.p.begin(), point.p.end(), point.q.begin(), 0.0) +
         0.5 * std::inner_product(point.p.cbegin(), point.p.cend(), point.p.cbegin(), 0.0);
}

// CHECK-INPUT: x = [0.7, -0.3, 1.2, 0.5], n = 4, steps = 3
// CHECK-INPUT: x = [0.7, -0.3], n = 2, steps = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double swaps(const double *x, int n, int steps) {
  Point now{std::vector<double>(x, x + 2), std::vector<double>(x, x + n)};
  now.q.resize(static_cast<std::size_t>(n), 0.5);
  double s = 0;
  for (int t = 0; t < steps; ++t) {
    Point next = now;
    std::transform(next.p.begin(), next.p.end(), next.q.begin(), next.p.begin(),
                   [t](double a, double b) { return a - 0.1 * b * b * (t + 1); });
    for (auto p = next.p.begin(), q = next.q.begin(); p != next.p.end(); ++p)
      *(q + (p - next.p.begin())) += 0.1 * *p;
    s += energy(next);
    if (t % 2)
      std::swap(now, next);
    else
      now = std::move(next);
  }
  return s + energy(now);
}

// Rows of a flat matrix by first and last.
// CHECK-INPUT: x = [0.7, -0.3, 1.2, 0.5, 0.9, -1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2 * n]))
double rows(const double *x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    const double *first = x + 2 * i, *last = first + 2;
    double sum = 0;
    for (const double *at = first; at != last; ++at)
      sum += *at * x[at - first] * first[last - at - 1];
    s *= sum + static_cast<double>(last - first);
  }
  return s;
}
