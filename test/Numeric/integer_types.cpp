// RUN: %numeric %s
// Promotions and wrap-around of short, char, unsigned and long arithmetic.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1), s = 30000, c = 100, u = 4000000000, l = 123456789012, b = 200
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double widths(double x, short s, signed char c, unsigned u, long l, unsigned char b) {
  short t = static_cast<short>(s + c);
  t = static_cast<short>(t + t);
  const unsigned v = u + u;
  const unsigned char w = static_cast<unsigned char>(b + b);
  const long m = l / 7 % 1000;
  return x * t + x * x * v + x * w + x * m + x * (c - b) + (s < u ? x : -x);
}

// CHECK-INPUT: x = uniform(-1, 1), k = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double unsignedMixed(double x, unsigned k) {
  const int minusOne = -1;
  if (minusOne > k) x *= 2;
  const unsigned long long big = ~0ULL >> k;
  return x * x * static_cast<double>(big % 1000);
}

// CHECK-INPUT: x = uniform(-1, 1), yes = true
// CHECK-INPUT: x = uniform(-1, 1), yes = false
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double boolean(double x, bool yes) { return yes ? x * x : -x; }
