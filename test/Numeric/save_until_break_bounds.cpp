// RUN: %numeric %s
// Bounds that no loop reaches, as expressions and without sign: values are kept in buffers that grow.
#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <pullback/pullback.h>
// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x) {
  double s = x;
  for (std::size_t i = 0; i < SIZE_MAX; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (std::size_t i = SIZE_MAX; i > 0; --i) {
    s = std::sin(s) * x;
    if (i < SIZE_MAX - 5)
      break;
  }
  for (std::size_t i = 0; i != SIZE_MAX; ++i) {
    s = std::cos(s) * x;
    if (i > 5)
      break;
  }
  for (std::size_t i = 0; i < std::size_t(-1); ++i) {
    s = std::cos(s) * x;
    if (i > 5)
      break;
  }
  for (std::size_t i = 0; i < SIZE_MAX / 2; ++i) {
    s = std::cos(s) * x;
    if (i > 5)
      break;
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double g(double x) {
  double s = x;
  for (long i = LONG_MIN; i < LONG_MAX; ++i) {
    s = std::sin(s) * x;
    if (i > LONG_MIN + 5)
      break;
  }
  for (int i = 0; i < (1 << 30); ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (int i = 0; i < 10 * 1000 * 1000; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (int i = 0; i < (int)1e9; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (int i = 0; i <= INT_MAX - 1; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  const int maxit = 1000 * 1000 * 100;
  for (unsigned i = 0; i < UINT_MAX; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (int i = 0; i < maxit; ++i) {
    s = std::sin(s) * x;
    if (i > 5)
      break;
  }
  for (int i = INT_MAX; i > 0; --i) {
    s = std::sin(s) * x;
    if (i < INT_MAX - 5)
      break;
  }
  return s;
}
