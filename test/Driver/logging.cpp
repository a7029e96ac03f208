// Text that is printed on the way comes out once in each mode, in the primal's order, with its numbers.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o logging.pullback.cpp -- -std=c++17 -I%include
// RUN: FileCheck %s < logging.pullback.cpp
// RUN: %clangxx %warnflags -Wno-unused-parameter -I%include -I. -DMAIN %s logging.pullback.cpp -o main && ./main 2>&1 | FileCheck %s --check-prefix=PRINTED
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <pullback/pullback.h>

PULLBACK(vjp, gradient)
double energy(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i];
    std::fprintf(stderr, "step %d: %g\n", i, s);
  }
  std::cerr << "energy " << std::setprecision(3) << s << " of " << n << std::endl;
  return s;
}

// Nothing else would keep this loop from running with its reverse.
PULLBACK(vjp)
double counted(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    std::fprintf(stderr, "point %d\n", i);
    s += x[i] * x[i] * x[i];
  }
  return s;
}

// CHECK: void energy_vjp
// CHECK: std::fprintf(stderr, "step %d: %g\n", i, s);
// CHECK: std::cerr << "energy " << std::setprecision(3) << s << " of " << n << std::endl;
// CHECK: double energy_gradient
// CHECK: void counted_vjp
// CHECK: std::fprintf(stderr, "point %d\n", i);

#ifdef MAIN
#include "logging.pullback.h"
int main() {
  const double x[2] = {1, 2};
  double bar[2] = {};
  energy_gradient(x, 2, bar);
  std::cerr << bar[0] << " " << bar[1] << "\n";
  counted_vjp(x, 2, 1, bar);
}
#endif
// PRINTED: step 0: 1
// PRINTED-NEXT: step 1: 5
// PRINTED-NEXT: energy 5 of 2
// PRINTED-NEXT: 2 4
// PRINTED-NEXT: point 0
// PRINTED-NEXT: point 1
