// RUN: %numeric %s
// A recursive function that hands on an object of its caller's as it is, and beside it parts of the same object that change.
#include <pullback/pullback.h>

#include <cstddef>
#include <vector>

struct Weights {
  std::vector<double> rows[2];
  double scale;
};

static double walk(Weights& all, std::vector<double>& row, int depth) {
  if (depth == 0)
    return row[0] * all.scale;
  row.push_back(row[0] * all.rows[depth % 2].back());
  const double below = walk(all, all.rows[(depth + 1) % 2], depth - 1);
  return below * row[static_cast<std::size_t>(depth) % row.size()] + row[0] * row[0];
}

// CHECK-INPUT: x = [0.4, -0.7, 1.1, 0.9, -0.3, 0.6], n = 6, depth = 5
// CHECK-INPUT: x = [0.4, -0.7], n = 2, depth = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double zigzag(const double* x, int n, int depth) {
  Weights all;
  all.scale = x[0];
  for (int i = 0; i < n; ++i) {
    all.rows[0].push_back(x[i] * x[i]);
    all.rows[1].push_back(x[i] + 0.5);
  }
  return walk(all, all.rows[depth % 2], depth);
}
