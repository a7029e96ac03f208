// RUN: %numeric %s
// std::unordered_set: elements that are there or not, and lists that are inserted into sets.
#include <pullback/pullback.h>
#include <set>
#include <unordered_set>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, keys = [3, 1, 3, 4, 1]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double firstOfEach(const double *x, int n, const int *keys) {
  std::unordered_set<int> seen;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    if (seen.insert(keys[i]).second)
      sum += x[i] * x[i];
    else
      sum *= x[i];
  return sum * static_cast<double>(seen.size());
}

// CHECK-INPUT: x = 0.7, n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double asked(double x, int n) {
  const std::unordered_set<int> few{1, 2, n};
  std::unordered_set<int> more(few.size() > 2 ? 8 : 4);
  std::unordered_set<long> others;
  const std::vector<long> list{5, 6, 5};
  others.insert(list.begin(), list.end());
  others.insert({7, 9});
  others.erase(6);
  double product = x;
  for (int i = 0; i < 10; ++i) {
    if (few.count(i))
      product *= x + i;
    if (others.find(i) != others.end())
      product += x * *others.find(i);
  }
  others.clear();
  return others.empty() ? product : x;
}

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ordered(double x, double y) {
  std::set<double> s;
  s.insert({y, x, x * y});
  double sum = 0, weight = 1;
  for (double one : s) {
    sum += weight * one * one;
    weight *= 2;
  }
  return sum;
}
