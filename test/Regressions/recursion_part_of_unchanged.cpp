// RUN: %numeric %s
// A recursive function that hands on an object of its caller's as it is, and beside it parts of the same object that change.
#include <pullback/pullback.h>

#include <cstddef>
#include <vector>

struct Weights {
  std::vector<double> first, second;
};

static double walk(const Weights &all, const std::vector<double> &row, int depth) {
  if (depth == 0)
    return row[0];
  double below = walk(all, depth % 2 ? all.first : all.second, depth - 1);
  return below * row[static_cast<std::size_t>(depth) % row.size()] + row[0] * row[0];
}

// CHECK-INPUT: x = [0.4, -0.7, 1.1, 0.9, -0.3, 0.6], n = 6, depth = 5
// CHECK-INPUT: x = [0.4, -0.7], n = 2, depth = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double zigzag(const double *x, int n, int depth) {
  Weights all;
  for (int i = 0; i < n; ++i) {
    all.first.push_back(x[i] * x[i]);
    all.second.push_back(x[i] + 0.5);
  }
  return walk(all, all.first, depth);
}
