// RUN: %numeric %s
// std::list: from both ends, walked over, changed in the middle.
#include <list>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double walked(const double* x, int n) {
  std::list<double> values;
  for (int i = 0; i < n; ++i)
    i % 2 ? values.push_front(x[i] * x[i]) : values.push_back(x[i]);
  for (auto it = values.begin(); it != values.end();)
    if (*it < 0.5)
      it = values.erase(it);
    else
      ++it;
  auto second = ++values.begin();
  values.insert(second, x[0] * x[1]);
  values.pop_back();
  double s = 0;
  for (double v : values)
    s = s * v + v;
  return s * values.front() + values.back();
}
