// A variable that stands for an element of std::vector<bool> is refused where it is used.
// RUN: not pullback %s -o %t.cpp -- -std=c++17 2>&1 | FileCheck %s
#include <pullback/pullback.h>

#include <vector>

PULLBACK(vjp, wrt(x[n]))
double proxy(const double *x, int n) {
  std::vector<std::vector<bool>> isLarge(n, std::vector<bool>(n));
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    isLarge[i][0] = x[i] > 1;
    auto first = isLarge[i][0];
    // CHECK: bool_element_variable.cpp:[[@LINE+1]]:9: error: cannot differentiate a variable for an element of std::vector<bool>: {{.*}} [container]
    if (first)
      sum += x[i] * x[i];
  }
  return sum;
}
