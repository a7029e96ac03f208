#include "thrown.h"

#include <pullback/pullback.h>
#include <stdexcept>

static void change(double &a, double s) {
  a *= s;
  if (s > 1)
    throw std::runtime_error("too large");
  a += s;
}

PULLBACK(value_and_vjp, split, jvp)
double stored(double *A, double s) {
  A[1] = s;
  change(A[2], s);
  return A[0] + A[1] * A[2];
}

PULLBACK(value_and_vjp, split, jvp)
double referred(double &a, double s) {
  a *= s;
  if (s > 1)
    throw std::runtime_error("too large");
  a += s;
  return a * a;
}

/// What is stored in a loop would be kept in a register.
PULLBACK(value_and_vjp, split, jvp)
double looped(double *A, int n, double *last, double limit) {
  *last = 0;
  for (int i = 0; i < n; ++i) {
    *last += A[i];
    if (*last > limit)
      throw std::runtime_error("too large");
  }
  return *last * *last;
}
