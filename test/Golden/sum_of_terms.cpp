// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/sum_of_terms.pullback.cpp %S/Expected/sum_of_terms.pullback.cpp
// RUN: %bless %t/sum_of_terms.pullback.h %S/Expected/sum_of_terms.pullback.h
// RUN: %numeric %s
// A sum over independent terms: fused, nothing stored.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-2, 2)[4]
PULLBACK(vjp, wrt(x[4]))
double mean3sq(const double* x) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    const double y = x[i] + 2;
    s += 3 * y * y;
  }
  return s / 4;
}
