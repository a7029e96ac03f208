// RUN: %numeric %s
// Comparisons that have one outcome, which compilers warn about where the types or the operands tell.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.5, n = 3, c = 200, flag = 1
// CHECK-INPUT: x = -0.5, n = 1, c = 7, flag = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double bits(double x, int n, unsigned char c, bool flag) {
  double s = x;
  if ((n & 2) != 1) s *= x;
  if ((n | 4) == 3) s += 7;
  if (c < 300) s *= 1 + x;
  if (c == -1) s = 0;
  if (flag == 2) s *= 3;
  return s;
}

// CHECK-INPUT: x = 1.5, n = 3, u = 4000000000
// CHECK-INPUT: x = -0.5, n = 5, u = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double overlapping(double x, int n, unsigned u) {
  double s = x;
  if (n < 5 || n > 3) s *= x;
  if (n == 1 && n == 2) s += 7;
  if (5 > n || n >= 5) s *= 1 + x;
  if (u >= 0u || n > 2) s *= 2;
  while (u > 4000000000u && u < 5) s *= x;
  return n > 2 ? (n > 1 ? s * s : s) : (n != 3 ? s + x : 1);
}

// What the branches around say holds for the value at that place alone.
// CHECK-INPUT: x = 1.5, n = 3
// CHECK-INPUT: x = 1.5, n = 9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double reassigned(double x, int n) {
  double s = x;
  if (n < 5) {
    n += 4;
    if (n > 5) s *= x;
    for (; n > 3; --n)
      if (n < 6) s += x * x;
  } else if (n < 20) {
    s = x * n;
  }
  return s;
}
