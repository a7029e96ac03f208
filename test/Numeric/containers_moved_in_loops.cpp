// RUN: %numeric %s
// Containers that an iteration of a loop makes and moves or swaps into others around the loop, which later iterations read.
#include <list>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.7, n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double rotated(double x, int n) {
  std::vector<double> p(2, x), q(2, 0.5 * x);
  for (int t = 0; t < n; ++t) {
    std::vector<double> row(2, x * p[0] + q[1]);
    row[1] += q[0];
    q = std::move(p);
    p = std::move(row);
    std::swap(p, q);
    if (t % 2)
      p.swap(q);
  }
  return p[0] * q[1];
}

// A distribution over numbers, from step to step.
// CHECK-INPUT: x = 0.7, n = 4
// CHECK-INPUT: x = 0.7, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double spread(double x, int n) {
  std::map<int, double> now{{0, 1.0}};
  for (int i = 0; i < n; ++i) {
    std::map<int, double> next;
    for (const auto &[j, q] : now) {
      next[j + 1] += x * q;
      next[j - 1] += (1 - x) * q;
    }
    now = std::move(next);
  }
  double v = 0;
  for (const auto &entry : now)
    v += entry.second * entry.second * entry.first;
  return v;
}

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double exchanged(double x, int n) {
  std::map<int, double> now{{0, 1.0}}, next;
  std::set<int> odd, even{0};
  std::list<double> old{x}, recent{0.5};
  for (int i = 0; i < n; ++i) {
    next.clear();
    for (const auto &entry : now) {
      next[entry.first + 1] += x * entry.second;
      next[entry.first] += entry.second / (1 + x * x);
    }
    i % 2 ? now.swap(next) : std::swap(now, next);
    odd.insert(i);
    odd.swap(even);
    recent.push_back(now[1] * old.front());
    if (i == 1)
      recent.swap(old);
    else
      std::swap(recent, old);
  }
  double v = old.back() * recent.front();
  for (int one : even)
    v += one * x;
  for (const auto &entry : now)
    v += entry.second * entry.second * entry.first;
  return v;
}

// CHECK-INPUT: x = [0.7, -0.3, 1.2, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double outOfOptional(const double *x, int n) {
  double s = 0;
  std::optional<std::vector<double>> kept;
  for (int i = 0; i < n; ++i) {
    std::vector<double> own;
    if (kept)
      own = std::move(*kept);
    own.push_back(x[i]);
    s += own[0] * x[i];
    kept = std::move(own);
  }
  return s * kept->back();
}

// CHECK-INPUT: x = [0.7, -0.3, 1.2, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double outOfElement(const double *x, int n) {
  double s = 0;
  std::vector<std::vector<double>> rows(2);
  for (int i = 0; i < n; ++i) {
    std::vector<double> row;
    if (i % 3 != 1)
      row = std::move(rows.front());
    row.push_back(x[i]);
    s += row[0] * x[i];
    rows.front() = std::move(row);
  }
  return s * rows[0].back();
}

// Three that change places, one of which an inner loop takes anew.
// CHECK-INPUT: x = [0.7, -0.3, 1.2, 0.5], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double three(const double *x, int n) {
  std::vector<double> a(2, x[0]), b(2, x[1]), c(2, 1.0);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < 2; ++j) {
      std::vector<double> made{a[0] * x[i], b[1] + x[j]};
      if (j)
        std::swap(b, c);
      a = std::move(b);
      b = std::move(made);
    }
    std::vector<double> old = std::move(c);
    c = std::move(a);
    a = std::move(old);
    a.resize(2, 0.25);
  }
  return a[0] * b[1] + c[0] * c[1];
}
