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

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lists(const double *x, int n) {
  std::list<Row> rows;
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n), d(x, x + 1), kept(2, x[2]);
  rows.push_back(std::move(a));
  rows.push_front(std::move(b));
  rows.insert(rows.begin(), std::move(c));
  rows.emplace_front(std::move(d));
  rows.push_back(kept);
  double s = weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(d) + 5 * weigh(kept);
  for (const Row &row : rows)
    s = 0.5 * s + row.front() * row.back();
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double queues(const double *x, int n) {
  std::deque<Row> rows;
  Row a(x, x + n), b(x, x + 2), c(x + 1, x + n), d(x, x + 1), kept(2, x[2]);
  rows.push_back(std::move(a));
  rows.push_front(std::move(b));
  rows.insert(rows.begin() + 1, std::move(c));
  rows.emplace_front(std::move(d));
  rows.push_front(kept);
  double s = weigh(a) + 2 * weigh(b) + 3 * weigh(c) + 4 * weigh(d) + 5 * weigh(kept);
  for (const Row &row : rows)
    s = 0.5 * s + row.front() * row.back();
  return s;
}

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
