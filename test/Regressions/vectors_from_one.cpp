// RUN: %numeric %s
// RUN: pullback %s -o %t.cpp -- -std=c++17 -I%include && FileCheck %s < %t.cpp
// Vectors that count from one, as those of Numerical Recipes: no pointer in front of an array of known size is formed.
#include <cstddef>
#include <cstdlib>

#include <pullback/pullback.h>

static double *makeVector(long low, long high, long spare) {
  double *v = (double *)std::malloc((std::size_t)(high - low + 1 + spare) * sizeof(double));
  return v - low + spare;
}

static void freeVector(double *v, long low, long spare) { std::free(v + low - spare); }

// CHECK-INPUT: x = uniform(1, 2)[3]
// CHECK: void spared_vjp
// CHECK-NOT: v_bar {{[-+]}}
// CHECK: double spared_jvp
// CHECK-NOT: v_dot {{[-+]}}
PULLBACK(vjp, split, jvp, wrt(x[3]))
double spared(const double *x) {
  double *v = makeVector(1, 3, 1);
  double s = 0;
  for (int i = 1; i <= 3; ++i) {
    v[i] = x[i - 1] * s;
    s += v[i] + x[i - 1];
  }
  s += v[2];
  freeVector(v, 1, 1);
  return s;
}

// CHECK-INPUT: x = uniform(1, 2)[4]
// CHECK: void packed_vjp
// CHECK-NOT: v_bar {{[-+]}}
// CHECK: double packed_jvp
// CHECK-NOT: v_dot {{[-+]}}
PULLBACK(vjp, split, jvp, wrt(x[4]))
double packed(const double *x) {
  double *v = makeVector(1, 4, 0);
  for (int i = 1; i <= 4; ++i)
    v[i] = x[i - 1] * x[0];
  double s = 0;
  for (std::size_t k = 1; k <= 3; ++k)
    s += v[k] * v[k + 1];
  s *= v[4];
  freeVector(v, 1, 0);
  return s;
}

// CHECK-INPUT: x = uniform(1, 2)[4], low = 2
// CHECK-INPUT: x = uniform(1, 2)[4], low = -1
// CHECK: void moved_vjp
// CHECK-NOT: double v_bar[
// CHECK: double moved_jvp
// CHECK-NOT: double v_dot[
PULLBACK(vjp, split, jvp, wrt(x[4]))
double moved(const double *x, long low) {
  double *v = (double *)std::malloc(4 * sizeof(double)) - low;
  for (int i = 0; i < 4; ++i)
    v[low + i] = x[i] * x[0];
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s += v[low + i] * v[low + i + 1];
  std::free(v + low);
  return s;
}
