// Loops that begin beyond their bound and that an exception ends: nothing is saved beyond the memory for it before.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o beyond.pullback.cpp -- -std=c++17 -I%include
// RUN: %clangxx -fsanitize=address,undefined -fno-sanitize-recover=all -I%include -I. -DMAIN %s beyond.pullback.cpp -o main && ./main | FileCheck %s
#include <cmath>
#include <pullback/pullback.h>

PULLBACK(gradient)
double walk(const double *a, int n) {
  double s = 1;
  for (int i = 0; i != n; ++i) {
    if (s > 10) throw 1;
    s += std::sin(a[i]) * s;
  }
  return s;
}

PULLBACK(gradient)
double walkFirst(const double *a, int n) {
  double s = 1;
  do {
    if (s > 10) throw 2;
    s += std::sin(*a++) * s;
  } while (--n);
  return s;
}

#ifdef MAIN
#include "beyond.pullback.h"
#include <cstdio>

int main() {
  double a[8] = {1, 1, 1, 1, 1, 1, 1, 1}, a_bar[8] = {};
  try {
    walk_gradient(a, -1, a_bar);
  } catch (int thrown) { std::printf("%d\n", thrown); }
  try {
    walkFirst_gradient(a, 0, a_bar);
  } catch (int thrown) { std::printf("%d\n", thrown); }
  // CHECK: 1
  // CHECK: 2
}
#endif
