// RUN: %numeric %s
// Work arrays by std::vector of numbers and of integers, whose length is set once.
#include <pullback/pullback.h>

#include <cstddef>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double vectors(const double* x, int n) {
  std::vector<double> a(n), b(n, 2.0);
  std::vector<int> order(n);
  for (int i = 0; i < n; ++i) {
    order[i] = (i * 3) % n;
    a[i] += x[i] * x[i];
  }
  for (std::size_t i = 0; i < a.size(); ++i) b[i] = b[i] * a[order[i]] + x[i];
  double s = 0;
  for (int i = 0; i < n; ++i) s += b[i] * a[i];
  return s;
}
