// RUN: %numeric %s
// Iterators of a set point to their keys while others come and go, before them too.
#include <pullback/pullback.h>
#include <set>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double keptOverInsertion(const double* x, int n) {
  std::set<int> keys{3, 5};
  auto kept = keys.find(3);
  keys.insert(1);
  keys.insert(n % 2);
  return x[*kept] * x[*keys.begin()];
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double erasedOnTheWay(const double* x, int n) {
  std::set<int> open;
  for (int i = 0; i < n; ++i)
    open.insert((i * 5) % n);
  double r = 1;
  for (auto it = open.begin(); it != open.end();) {
    if (*it % 2) {
      it = open.erase(it);
    } else {
      r = r * x[*it] + *it;
      ++it;
    }
  }
  auto last = open.end();
  --last;
  return r * x[*last] + x[*open.rbegin()];
}
