// RUN: %numeric %s
// std::deque, and std::queue, std::stack and std::priority_queue on top of containers.
#include <deque>
#include <pullback/pullback.h>
#include <queue>
#include <stack>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double window(const double* x, int n) {
  std::deque<double> last;
  double total = 0, sum = 0;
  for (int i = 0; i < n; ++i) {
    last.push_back(x[i]);
    sum += x[i] * x[i];
    if (last.size() > 3) {
      sum -= last.front() * last.front();
      last.pop_front();
    }
    total += sum * last.back() / static_cast<double>(last.size());
  }
  for (double v : last)
    total *= v;
  return total;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double bothEnds(const double* x, int n) {
  std::deque<double> d(2, x[0]);
  for (int i = 0; i < n; ++i)
    i % 2 ? d.push_front(x[i] * d.back()) : d.push_back(x[i] + d.front());
  d.erase(d.begin() + 1);
  d.insert(d.begin() + 2, x[1] * x[2]);
  double s = 0;
  for (std::size_t i = 0; i < d.size(); ++i)
    s += d[i] * d[d.size() - 1 - i];
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double breadthFirst(const double* x, int n) {
  std::vector<std::vector<int>> next(n);
  for (int i = 0; i < n; ++i) {
    next[i].push_back((i + 1) % n);
    next[i].push_back((2 * i) % n);
  }
  std::queue<int> open;
  std::vector<bool> seen(n, false);
  std::vector<double> length(n, 0.0);
  open.push(0);
  seen[0] = true;
  length[0] = x[0];
  while (!open.empty()) {
    const int at = open.front();
    open.pop();
    for (int to : next[at])
      if (!seen[to]) {
        seen[to] = true;
        length[to] = length[at] * x[to] + x[at];
        open.push(to);
      }
  }
  double s = 0;
  for (double v : length)
    s += v;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double reversed(const double* x, int n) {
  std::stack<double> values;
  for (int i = 0; i < n; ++i)
    values.push(x[i] * x[i]);
  double s = 0;
  while (!values.empty()) {
    s = s * values.top() + 1;
    values.pop();
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double largestFirst(const double* x, int n) {
  std::priority_queue<double> values;
  for (int i = 0; i < n; ++i)
    values.push(x[i] * x[(i + 1) % n]);
  double s = 0;
  while (!values.empty()) {
    s = 0.5 * s + values.top();
    values.pop();
  }
  return s;
}
