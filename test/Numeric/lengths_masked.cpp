// RUN: %numeric %s
// Lengths that are rounded up to whole blocks, in requests and of memory.
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[8], n = 5, y = zeros[8]
PULLBACK(vjp, jvp, wrt(x[(n + 7) & ~7]), of(y[n + (-n & 7)]))
void padded(const double* x, int n, double* y) {
  const int count = (n + 7) & ~7;
  for (int i = 0; i < count; ++i)
    y[i] = x[i] * x[i];
  for (int i = 0; i < count; ++i)
    y[i] *= x[0] * x[count - 1 - i];
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double blocks(const double* x, int n) {
  std::vector<double> v((n + 7) & ~7), w;
  w.resize(n + (8 - n % 8) % 8);
  const unsigned m = n;
  double* row = new double[(m + 3u) & ~3u];
  for (int i = 0; i < n; ++i) {
    v[i] = x[i] * x[i];
    w[i] = v[i] * x[0];
    row[i] = w[i] * v[n - 1 - i];
  }
  double t = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    t += v[i] * w[i] * (i + 1);
  for (int i = 0; i < n; ++i)
    t += row[i];
  delete[] row;
  return t;
}
