// RUN: not pullback %s -o - -- -std=c++17 2>&1 | FileCheck %s
// References to elements stay valid while a list grows. Where its nodes share memory with others, the tool moves them.
#include <list>
#include <pullback/pullback.h>

// CHECK: container_reference_in_list.cpp:[[# @LINE + 15]]:{{.*}}from before the container changed [container]
PULLBACK(vjp, wrt(x[n]))
double behindErasure(const double* x, int n) {
  std::list<double> l(x, x + n);
  auto it = l.begin();
  ++it;
  double& kept = *it;
  for (auto j = l.begin(); j != l.end();) {
    if (j != it && *j < 0.7)
      j = l.erase(j);
    else
      ++j;
  }
  for (int i = 0; i < 20; ++i)
    l.push_back(x[i % n]);
  kept *= x[2];
  double s = 0;
  for (double v : l)
    s = 0.8 * s + v;
  return s;
}
