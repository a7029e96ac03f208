// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/nearest_centre.pullback.cpp %S/Expected/nearest_centre.pullback.cpp
// RUN: %bless %t/nearest_centre.pullback.h %S/Expected/nearest_centre.pullback.h
// RUN: %numeric %s
// Only the winner of a selection has a derivative.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

// CHECK-INPUT: p = uniform(-2, 2)[10], n = 5, c = uniform(-2, 2)[6], k = 3, d = 2
PULLBACK(vjp, wrt(c))
double cost(const double* p, int n, const double* c, int k, int d) {
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double best = INFINITY;
    for (int j = 0; j < k; ++j) {
      double dist = 0;
      for (int l = 0; l < d; ++l) {
        const double e = p[i * d + l] - c[j * d + l];
        dist += e * e;
      }
      best = std::min(best, dist);
    }
    total += best;
  }
  return total;
}
