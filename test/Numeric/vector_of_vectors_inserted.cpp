// RUN: %numeric %s
// Rows that are inserted, erased and appended in a vector of vectors: each has memory of its own.
#include <pullback/pullback.h>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

static Matrix make(const double *x, int n) {
  Matrix rows;
  for (int i = 0; i < n; ++i)
    rows.push_back({x[i], 1.0, x[i] * x[0]});
  return rows;
}

static double weigh(const Matrix &rows) {
  double s = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows[i].size(); ++j)
      s += rows[i][j] * rows[i][0] * static_cast<double>(i + 3 * j);
  return s;
}

// CHECK-INPUT: x = [1.1, 0.2, 0.7], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inserted(const double *x, int n) {
  Matrix a = make(x, n), b;
  b.push_back({x[0], x[1]});
  b.push_back({x[2]});
  a.insert(a.begin(), b.begin(), b.begin() + 2);
  a.insert(a.begin() + 1, 2, b[0]);
  a.insert(a.begin() + 2, b[1]);
  a[1][0] *= 2;
  a[3].push_back(x[1]);
  return weigh(a);
}

// CHECK-INPUT: x = [1.1, 0.2, 0.7], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double erased(const double *x, int n) {
  Matrix a = make(x, n), b = a;
  a.erase(a.begin());
  a.resize(n + 1);
  a[n - 1].push_back(x[0]);
  a[n].assign(2, x[1]);
  a[n][1] *= x[2];
  b.erase(b.begin() + 1, b.begin() + 2);
  b.push_back({x[2], x[1] * x[1]});
  b.emplace_back(2, x[0]);
  b[2][0] *= 3;
  b.pop_back();
  b.emplace_back();
  b.back().push_back(x[0] * x[1]);
  b.front().clear();
  b.front().push_back(x[2]);
  Matrix c = make(x, n);
  c.clear();
  c.push_back({x[1]});
  c.push_back({x[2], x[2]});
  c[0][0] *= c[1][1];
  return weigh(a) + weigh(b) * weigh(c);
}
