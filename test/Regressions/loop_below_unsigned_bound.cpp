// RUN: %numeric %s

// `i + 1 < n` of unsigned numbers is `i < n - 1`, but for n = 0, where the loop makes no trip.
#include <cmath>
#include <cstddef>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 0
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 1
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 2
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double neighbours(const double *x, std::size_t n) {
  double s = 1;
  for (std::size_t i = 0; i + 1 < n; ++i)
    s = s * x[i] + std::sin(s) * x[i + 1];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 0
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 1
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 2
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 3
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 6
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[7]))
double others(const double *x, unsigned n) {
  double s = 1;
  for (unsigned i = 1; i + 2 < n; ++i)
    s = s * x[i] + std::sin(s);
  for (std::size_t i = 0; i + 3 < n; i += 2)
    s = s * x[i] + std::sin(s) * x[i + 3];
  for (std::size_t i = 0; i + 1 <= n; ++i)
    s = s * x[i] + std::sin(s);
  for (std::size_t i = 2; i + 3 <= n; ++i)
    s = s * x[i] + std::sin(s);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    s = s * x[i] + std::sin(s);
    if (s > 2)
      break;
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 0
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 1
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double signed_counter(const double *x, int n) {
  std::vector<double> all(x, x + n);
  double s = 1;
  for (int i = 0; i + 1 < all.size(); ++i)
    s = s * all[i] + std::sin(s) * all[i + 1];
  for (int i = 0; i + 2 <= all.size(); ++i)
    s = s * all[i] + std::sin(s) * all[i + 1];
  return s;
}
