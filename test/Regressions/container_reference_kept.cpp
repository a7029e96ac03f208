// RUN: not pullback %s -o - -- -std=c++17 2>&1 | FileCheck %s
// References to elements stay valid while a deque grows in front. What reads them as those of a vector refuses that.
#include <deque>
#include <pullback/pullback.h>

// CHECK: container_reference_kept.cpp:[[# @LINE + 7]]:{{.*}}from before the container changed [container]
PULLBACK(vjp, wrt(x[n]))
double inFront(const double* x, int n) {
  std::deque<double> d(1, x[0]);
  double& kept = d.front();
  for (int i = 1; i < n; ++i)
    d.push_front(x[i]);
  kept *= x[2];
  return d.back() * d.front();
}
