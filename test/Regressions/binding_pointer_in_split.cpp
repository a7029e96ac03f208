// RUN: %numeric %s
// A pointer into the object of a structured binding, from which the library has taken const away: what `split` saves of the
// object is const.
#include <pullback/pullback.h>

#include <array>
#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[3], k = 3
// CHECK-INPUT: x = uniform(-1, 1)[3], k = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double chosen(const double* x, int k) {
  std::array<double, 3> a = {x[0], std::sin(x[1]), x[2]};
  for (int i = 0; i < k; ++i)
    a[i % 3] = std::sin(a[(i + 1) % 3]);
  auto [left, right, third] = a;
  double* p = &right;
  if (k > 0)
    p = &left;
  double s = third;
  for (int i = 0; i < k; ++i)
    s += std::exp(p[i % 1]) * s * p[(i * 2) % 1];
  return s * p[0] * p[k % 1] * left;
}
