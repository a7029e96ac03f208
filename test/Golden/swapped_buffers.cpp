// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/swapped_buffers.pullback.cpp %S/Expected/swapped_buffers.pullback.cpp
// RUN: %bless %t/swapped_buffers.pullback.h %S/Expected/swapped_buffers.pullback.h
// RUN: %numeric %s
// Two buffers that change places: their adjoints change places with them.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, steps = 3
PULLBACK(vjp, jvp, wrt(x[n]))
double diffuse(const double* x, int n, int steps) {
  double* from = new double[n];
  double* to = new double[n];
  for (int i = 0; i < n; ++i) from[i] = x[i];
  for (int k = 0; k < steps; ++k) {
    for (int i = 0; i < n; ++i) to[i] = from[i] + from[(i + 1) % n];
    double* swap = from;
    from = to;
    to = swap;
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += from[i] * from[i];
  delete[] from;
  delete[] to;
  return s;
}
