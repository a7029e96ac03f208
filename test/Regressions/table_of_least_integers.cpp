// RUN: %numeric %s

// The least number of 64 bits has no literal.
#include <climits>
#include <cstdint>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1), n = 0
// CHECK-INPUT: x = uniform(0.5, 1), n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double scaled(double x, int n) {
  enum Limit : long long { Least = LLONG_MIN, Greatest = LLONG_MAX };
  static const long long longs[] = {LLONG_MIN, LLONG_MAX};
  static const std::int64_t fixed[] = {INT64_MAX, INT64_MIN};
  static const Limit named[] = {Least, Greatest};
  static const int ints[] = {INT_MIN, INT_MAX};
  return x * x * (double(longs[n]) * 1e-19 + double(fixed[n]) * 1e-18 + double(named[n]) * 1e-19 + ints[n] * 1e-9);
}
