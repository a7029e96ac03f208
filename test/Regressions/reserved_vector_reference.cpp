// RUN: %numeric %s
// A vector with room for more keeps its elements where they are, also where it shares memory with another one.
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[8], n = 8
// CHECK-INPUT: x = uniform(-1, 0)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double reserved(const double* x, int n) {
  std::vector<double> a, b;
  a.reserve(n);
  b.reserve(n);
  if (x[0] > 0)
    std::swap(a, b);
  a.push_back(x[0]);
  double& kept = a[0];
  for (int i = 1; i < n; ++i) {
    a.push_back(x[i] * kept);
    b.push_back(x[i]);
  }
  kept *= x[1];
  double s = 0;
  for (double v : a)
    s = s * 0.8 + v;
  for (double v : b)
    s = s * 0.8 + v;
  return s;
}
