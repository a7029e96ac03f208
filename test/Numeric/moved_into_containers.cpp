// RUN: %numeric %s
// What has been moved into a container is empty where it was.
#include <deque>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pullback/pullback.h>

using Row = std::vector<double>;

/// Its size tells whether it has been moved from.
static double weigh(const Row &row) { return 10 * static_cast<double>(row.size()); }

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double vectors(const double *x, int n) {
  std::vector<Row> rows;
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n);
  rows.push_back(std::move(a));
  rows.insert(rows.begin(), std::move(b));
  rows.emplace(rows.begin() + 1, std::move(c));
  double s = weigh(a) + 2 * weigh(b) + 3 * weigh(c);
  for (const Row &row : rows)
    s = 0.5 * s + row.front() * row.back();
  return s;
}

template <class Rows> static double fill(const double *x, int n) {
  Rows rows;
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n), d(x, x + 1), kept(2, x[2]);
  rows.push_back(std::move(a));
  rows.push_front(std::move(b));
  rows.insert(std::next(rows.begin()), std::move(c));
  rows.emplace_front(std::move(d));
  rows.push_front(kept);
  double s = weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(d) + 5 * weigh(kept);
  for (const Row &row : rows)
    s = 0.5 * s + row.front() * row.back();
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lists(const double *x, int n) { return fill<std::list<Row>>(x, n); }

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double queues(const double *x, int n) { return fill<std::deque<Row>>(x, n); }

/// A key that is there already leaves what try_emplace and insert were given where it is.
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double maps(const double *x, int n) {
  std::map<int, Row> rows;
  std::pair<const int, Row> pair(5, Row(2, x[0]));
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n), d(x, x + 1), kept(2, x[2]), stays(x, x + n);
  rows.emplace(1, std::move(a));
  rows.try_emplace(2, std::move(b));
  rows.insert_or_assign(3, std::move(c));
  rows.insert_or_assign(1, std::move(d));
  rows.try_emplace(2, std::move(stays));
  rows.insert(std::move(pair));
  rows[4] = kept;
  double s = weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(d) + 5 * weigh(kept) + 6 * weigh(stays) +
             7 * weigh(pair.second);
  for (const auto &entry : rows)
    s = 0.5 * s + entry.second.front() * entry.second.back();
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double hashed(const double *x, int n) {
  std::unordered_map<int, Row> rows;
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n), stays(x, x + n);
  rows.emplace(1, std::move(a));
  rows.try_emplace(2, std::move(b));
  rows.insert_or_assign(3, std::move(c));
  rows.try_emplace(3, std::move(stays));
  return weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(stays) + rows[1][0] * rows[2][1] * rows[3][1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double keys(const double *x, int n) {
  std::map<std::vector<int>, double> named;
  std::set<std::vector<int>> seen;
  std::vector<int> a(2, n), b(3, n), c(1, n), d(4, n), stays(2, n);
  named[std::move(a)] = x[0];
  named.emplace(std::move(b), x[1]);
  named[std::move(stays)] *= x[1];
  seen.insert(std::move(c));
  seen.emplace(std::move(d));
  double s = static_cast<double>(a.size() + 2 * b.size() + 3 * c.size() + 4 * d.size() + 5 * stays.size());
  for (const auto &entry : named)
    s = 0.5 * s + entry.second * static_cast<double>(entry.first.size());
  for (const auto &entry : seen)
    s = 0.5 * s + x[2] * x[2] * static_cast<double>(entry.size());
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ranges(const double *x, int n) {
  std::vector<Row> one, two, three;
  std::list<Row> listed;
  for (int i = 0; i < n; ++i) {
    one.emplace_back(i + 1, x[i]);
    two.emplace_back(i + 2, x[i] * x[0]);
    three.emplace_back(i + 3, x[i] * x[1]);
    listed.emplace_back(i + 4, x[i] * x[2]);
  }
  std::vector<Row> all(std::make_move_iterator(one.begin()), std::make_move_iterator(one.end() - 1));
  all.insert(all.begin() + 1, std::make_move_iterator(two.begin() + 1), std::make_move_iterator(two.end()));
  all.insert(all.end(), std::make_move_iterator(three.rbegin()), std::make_move_iterator(three.rend() - 1));
  all.insert(all.end(), std::make_move_iterator(listed.begin()), std::make_move_iterator(listed.end()));
  std::vector<Row> kept(one.begin(), one.end());
  double s = 0;
  for (const auto *rows : {&one, &two, &three, &kept})
    for (const Row &row : *rows)
      s = 0.9 * s + weigh(row);
  for (const Row &row : listed)
    s = 0.9 * s + weigh(row);
  for (const Row &row : all)
    s = 0.5 * s + row.front() * row.back();
  return s;
}

/// A key that is there already: what the library makes before it looks is gone.
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double pairs_there(const double *x, int n) {
  std::map<int, Row> rows;
  std::pair<int, Row> p(5, Row(2, x[0])), q(5, Row(3, x[1]));
  rows.insert(std::move(p));
  rows.insert(std::move(q));
  return weigh(p.second) + 2 * weigh(q.second) + rows[5][0] * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double elements_there(const double *x, int n) {
  std::map<int, Row> rows;
  Row a(2, x[0]), b(3, x[1]), c(1, x[2]), d(2, x[1]);
  rows.emplace(1, std::move(a));
  rows.emplace(1, std::move(b));
  rows.try_emplace(1, std::move(c));
  rows.emplace_hint(rows.begin(), 1, std::move(d));
  return weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(d) + rows[1][0] * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double hashed_there(const double *x, int n) {
  std::unordered_map<int, Row> rows;
  Row a(2, x[0]), b(3, x[1]), c(1, x[2]);
  rows.emplace(1, std::move(a));
  rows.emplace(1, std::move(b));
  rows.try_emplace(1, std::move(c));
  return weigh(a) + 2 * weigh(b) + 3 * weigh(c) + rows[1][0] * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double hashed_pairs_there(const double *x, int n) {
  std::unordered_map<int, Row> rows;
  std::pair<int, Row> p(5, Row(2, x[0])), q(5, Row(3, x[1]));
  std::pair<const int, Row> r(5, Row(3, x[1]));
  rows.insert(std::move(p));
  rows.insert(std::move(q));
  rows.insert(std::move(r));
  return weigh(p.second) + 2 * weigh(q.second) + 3 * weigh(r.second) + rows[5][0] * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double keys_of_set_there(const double *x, int n) {
  std::set<std::vector<int>> s;
  std::vector<int> a(2, n), b(2, n), c(2, n);
  s.insert(std::move(a));
  s.insert(std::move(b));
  s.emplace(std::move(c));
  return static_cast<double>(a.size() + 2 * b.size() + 4 * c.size()) * x[0] * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double keys_there(const double *x, int n) {
  std::map<std::vector<int>, double> s;
  std::vector<int> a(2, n), b(2, n), c(2, n), d(2, n), e(2, n);
  s.insert({std::move(a), x[0]});
  s.emplace(std::move(b), x[1]);
  s[std::move(c)] += x[2];
  s.try_emplace(std::move(d), x[2]);
  s.insert_or_assign(std::move(e), s.begin()->second * x[1]);
  return static_cast<double>(a.size() + 2 * b.size() + 4 * c.size() + 8 * d.size() + 16 * e.size()) * s.begin()->second;
}

struct Id {
  int number;
  Id(int given) : number(given) {}
  bool operator<(const Id &other) const { return number < other.number; }
};
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double keys_of_other_types(const double *x, int n) {
  std::map<Id, Row> rows;
  std::map<long, Row> longs;
  Row a(2, x[0]), b(3, x[1]), c(1, x[2]), d(2, x[1]), e(2, x[1]), f(4, x[0]);
  rows.emplace(1, std::move(a));
  rows.emplace(1, std::move(b));
  rows.emplace(Id(1), std::move(c));
  longs.emplace(1, std::move(d));
  longs.emplace(1, std::move(e));
  longs.insert(std::make_pair(1, std::move(f)));
  return weigh(a) + 2 * weigh(b) + 4 * weigh(c) + 8 * weigh(d) + 16 * weigh(e) + 32 * weigh(f) +
         rows.begin()->second[0] * x[1] + longs[1][1];
}
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double numbers_of_other_types(const double *x, int n) {
  std::map<int, double> m;
  m.insert(std::make_pair(1, 2));
  m.insert({2, x[0]});
  m.insert(std::pair<int, double>(3, x[1]));
  m.emplace(4, x[2]);
  m.emplace(4, 7);
  std::unordered_map<int, double> u;
  u.insert(std::make_pair(1, 2));
  u.insert({2, x[0]});
  u.insert(std::pair<int, double>(3, x[1]));
  u.emplace(4, x[2]);
  u.emplace(4, 7);
  double s = 0;
  for (auto &entry : m)
    s = s * 0.5 + entry.second * entry.second;
  return s + u[1] * u[2] * u[3] * u[4];
}

/// Of a range of pairs of other types the library makes all elements first.
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double range_there(const double *x, int n) {
  std::map<int, Row> rows;
  std::vector<std::pair<int, Row>> pairs;
  std::list<std::pair<const int, Row>> same;
  for (int i = 0; i < n; ++i) {
    pairs.emplace_back(i % 2, Row(i + 1, x[i]));
    same.emplace_back(i % 2, Row(i + 1, x[i] * x[0]));
  }
  rows.insert(std::make_move_iterator(pairs.begin()), std::make_move_iterator(pairs.end()));
  std::map<int, Row> others(std::make_move_iterator(same.begin()), std::make_move_iterator(same.end()));
  double s = 0;
  for (const auto &entry : pairs)
    s = 0.9 * s + weigh(entry.second);
  for (const auto &entry : same)
    s = 0.9 * s + weigh(entry.second);
  for (const auto &entry : rows)
    s = 0.5 * s + entry.second.front() * entry.second.back() * others[entry.first].front();
  return s;
}
