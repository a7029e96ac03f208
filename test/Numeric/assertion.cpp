// RUN: %numeric %s
// Assertions: their texts are literals, in the function and in a template that it calls.
#include <cassert>
#include <pullback/pullback.h>

template <class T> T horner(const T* p, T z, int n) {
  assert(n > 0 && "no coefficients");
  T sum = p[n - 1];
  for (int i = n - 2; i >= 0; --i) {
    sum *= z;
    sum += p[i];
  }
  return sum;
}

// CHECK-INPUT: p = uniform(-1, 1)[5], z = 0.7, n = 5
// CHECK-INPUT: p = [2], z = 0.7, n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n], z))
double checked(const double* p, double z, int n) {
  assert(z < 1);
  return horner(p, z, n) / (1 - z);
}
