// RUN: %numeric %s
// Buffers that change places, one a parameter, and the question which of them holds the result.
#include <pullback/pullback.h>

#include <vector>

// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, steps = 3, c = 0.2
// CHECK-INPUT: u = uniform(-1, 1)[5], n = 5, steps = 2, c = 0.2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u[n], c), of(u[n]))
void smooth(double* u, int n, int steps, double c) {
  std::vector<double> other(n);
  double* from = u;
  double* to = other.data();
  for (int t = 0; t < steps; ++t) {
    to[0] = from[0];
    to[n - 1] = from[n - 1];
    for (int i = 1; i < n - 1; ++i) to[i] = from[i] + c * (from[i - 1] - 2 * from[i] + from[i + 1]) * from[i];
    double* const swapped = from;
    from = to;
    to = swapped;
  }
  if (from != u)
    for (int i = 0; i < n; ++i) u[i] = from[i];
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double distance(const double* x, int n) {
  const double* largest = x;
  for (const double* p = x; p != x + n; ++p)
    if (*p > *largest) largest = p;
  return *largest * static_cast<double>(largest - x + 1);
}
