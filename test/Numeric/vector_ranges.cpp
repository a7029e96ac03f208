// RUN: %numeric %s
// Vectors made of, assigned and grown by ranges of lists, sets and reverse iterators; emplace.
#include <deque>
#include <initializer_list>
#include <list>
#include <set>
#include <valarray>
#include <vector>

#include <pullback/pullback.h>

struct Node {
  double weight;
  int id;
  Node(double w, int i) : weight(w), id(i) {}
};

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
// CHECK-INPUT: x = [0.7], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double reversed(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::vector<double> back(v.rbegin(), v.rend());
  std::vector<double> both = {1.5};
  both.insert(both.begin(), v.rbegin(), v.rend());
  both.assign(both.crbegin(), both.crend() - 1);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += back[i] * v[i] * v[0] + both[i] * back[i];
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double listed(const double *x, int n) {
  std::list<double> l(x, x + n);
  l.push_front(2 * x[0]);
  std::vector<double> v(l.begin(), l.end());
  v.insert(v.begin() + 1, l.rbegin(), l.rend());
  std::set<double> sorted(x, x + n);
  std::vector<double> ordered;
  ordered.assign(sorted.begin(), sorted.end());
  double s = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    s += v[i] * (static_cast<double>(i) + 1) * v[v.size() - 1 - i];
  for (std::size_t i = 1; i < ordered.size(); ++i)
    s += ordered[i] * ordered[i - 1];
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double emplaced(const double *x, int n) {
  std::vector<double> v(x, x + n);
  auto at = v.emplace(v.begin() + 1, x[0] * x[1]);
  *at += x[2];
  v.emplace(v.end(), 3 * x[1]);
  v.emplace(v.begin());
  std::vector<Node> nodes;
  for (int i = 0; i < n; ++i)
    nodes.emplace(nodes.begin(), v[i] * v[i + 1], i);
  std::vector<std::vector<double>> rows;
  rows.emplace(rows.begin(), 2, x[3]);
  rows.emplace(rows.begin(), v.begin(), v.end());
  double s = rows[0][1] * rows[1][1];
  for (const Node &one : nodes)
    s += one.weight * (one.id + 1);
  return s + v.back() * v[2];
}

/// Iterators that are stepped while they are handed over: once each.
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double stepped(const double *x, int n) {
  std::list<double> l(x, x + n);
  auto at = l.begin();
  std::vector<double> v(at++, l.end());
  std::vector<double> w;
  w.assign(at++, l.end());
  w.insert(w.begin(), at++, l.end());
  std::vector<double> r(v);
  auto back = v.rbegin();
  r.insert(r.end(), back++, v.rend());
  return v[0] * w[0] * w[1] + *at * w[2] * r.back() + *back * r[5];
}

/// Lists in braces that have a name, or reach containers through their own members.
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double assigned_lists(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::initializer_list<double> list = {x[1], x[2] * x[3]};
  v = list;
  std::deque<double> q(x, x + n);
  q = {v[1], x[0]};
  std::valarray<double> a(x, n);
  a = {q[0] * x[2], q[1], v[0]};
  return a[0] * a[1] + a[2] * v.size() * q.size() * a.size();
}
