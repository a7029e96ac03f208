// RUN: %numeric %s
// Function templates: called ones, requested ones, non-type arguments.
#include <pullback/pullback.h>

#include <cmath>

template <class T> T square(T x) { return x * x; }
template <int N, class T> T power(T x) {
  T r = 1;
  for (int i = 0; i < N; ++i) r *= x;
  return r;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double caller(double x) { return square(x) * power<3>(x) + square(2) + power<2, double>(x); }

namespace models {
template <class T> T objective(const T* x, int n) {
  T s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i]) * x[i];
  return s;
}
} // namespace models

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
// CHECK-SIGNATURE: double objective(const double* x, int n)
PULLBACK_DIFFERENTIATE(models::objective<double>, vjp, value_and_vjp, gradient, split, jvp, wrt(x));

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
// CHECK-SIGNATURE: float objective(const float* x, int n)
PULLBACK_DIFFERENTIATE(models::objective<float>, vjp, value_and_vjp, gradient, jvp, wrt(x));
