// RUN: %numeric %s
// Arrays of one iteration, handed to a recursive function: the reverse sweep has no memory of theirs left to pass on.
#include <pullback/pullback.h>

#include <vector>

double chain(const double* a, int n, double c) { return n <= 0 ? c : 0.5 * chain(a + 1, n - 1, c * a[0]); }

double pick(const int* order, const double* a, int n) {
  return n <= 0 ? 1.0 : a[order[0]] * pick(order + 1, a, n - 1) + 0.25 * a[n - 1];
}

// CHECK-INPUT: x = [0.575289, 0.734697, -0.32999, -0.589705], n = 4
// CHECK-INPUT: x = [0.9, 0.8, 0.3, -0.7], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double* x, int n) {
  double sum = 0.0;
  for (int j = 0; j < n; ++j) {
    const double cells[3] = {x[j], 0.5, 0.25};
    int order[3] = {j % 3, 1, 2};
    std::vector<double> more(n);
    double* own = new double[3];
    for (int k = 0; k < 3; ++k)
      own[k] = x[k] + j;
    more[j] = x[j];
    double part = x[1];
    for (int i = 0; i < n; ++i) {
      order[i % 3] = (i + j) % 3;
      part += chain(cells, 3, part) + chain(more.data(), n, part) + chain(i < j ? own + 1 : cells, 2, part);
      part *= pick(order, cells, 3);
      if (part > 0.8) {
        delete[] own;
        return part;
      }
    }
    delete[] own;
    sum += part * x[j];
  }
  return sum;
}
