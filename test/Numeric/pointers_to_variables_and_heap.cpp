// RUN: %numeric %s
// Pointers that are kept lead to variables in one place and to memory from the heap in another.
#include <pullback/pullback.h>

#include <cstddef>
#include <memory>
#include <vector>

// CHECK-INPUT: x = [0.4, -0.7, 1.1], k = 0
// CHECK-INPUT: x = [0.4, -0.7, 1.1], k = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double chosen(const double* x, int k) {
  std::vector<double> v(x, x + 3);
  double own = x[0] * x[1];
  std::vector<double*> all;
  all.push_back(&own);
  all.push_back(&v[1]);
  all.push_back(&v[0] + k);
  double s = 0;
  for (double* one : all) {
    *one *= x[2];
    s += *one * own;
  }
  return s + v[0] * v[2];
}

struct Cell {
  double* value;
  double weight;
};

// CHECK-INPUT: x = [0.4, -0.7, 1.1, 0.6], n = 4
// CHECK-INPUT: x = [0.4], n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double madeInALoop(const double* x, int n) {
  std::vector<double> sums(static_cast<std::size_t>(n));
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double own = 0.5 * x[i];
    const Cell cells[2] = {{&own, x[i]}, {&sums[static_cast<std::size_t>(i)], 2.0}};
    for (const Cell& cell : cells)
      *cell.value += cell.weight * x[n - 1];
    const Cell& last = cells[i % 2];
    total += *last.value * own;
  }
  for (double s : sums)
    total += s * s;
  return total;
}

struct State {
  double a, b;
};

// CHECK-INPUT: x = [0.4, -0.7, 1.1], k = 1
// CHECK-INPUT: x = [0.4, -0.7, 1.1], k = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double records(const double* x, int k) {
  State own{x[0], x[1]};
  const auto made = std::make_unique<State>(State{x[1], x[2]});
  State* kept[3] = {&own, made.get(), &own};
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    State& one = *kept[(i + k) % 3];
    one.a += one.b * x[i];
    s += one.a * kept[k]->b;
  }
  return s + own.a * made->a;
}

static double down(double& best, std::vector<double>& all, int depth) {
  if (depth == 0)
    return best * best;
  best += all[static_cast<std::size_t>(depth)];
  all.push_back(best);
  return down(depth % 2 ? all[0] : best, all, depth - 1) + best;
}

// CHECK-INPUT: x = [0.4, -0.7, 1.1, 0.3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double recursive(const double* x) {
  std::vector<double> all(x, x + 4);
  all.reserve(10);
  double best = x[0] * x[2];
  const double r = down(best, all, 3);
  return r * best + all[0];
}
