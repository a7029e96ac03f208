// RUN: %numeric %s
// Jumps to labels: to the end of a function, out of nested loops, back, as translated Fortran has them.
#include <cmath>
#include <cstdlib>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
// CHECK-INPUT: x = uniform(0.1, 0.2)[6], n = 6
// CHECK-INPUT: x = uniform(0.1, 0.2)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double outOfLoops(const double *x, int n) {
  double s = 0;
  int i = 0, j;
  if (n < 2)
    goto done;
  for (i = 0; i < n; i++) {
    for (j = 0; j < n; j++) {
      if (j == i)
        continue;
      s += x[i] * x[j] * x[j];
      if (s > 2.0)
        goto found;
      if (x[j] > 0.95)
        break;
    }
  }
  s *= s;
  goto done;
found:
  s *= x[i];
done:
  return s + i;
}

// CHECK-INPUT: x = 0.3, y = 2
// CHECK-INPUT: x = 0.9, y = 0.1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double newton(double x, double y) {
  int count = 0;
  double f, d;
again:
  f = x * x * x - y;
  d = 3 * x * x;
  if (std::fabs(d) < 1e-3) {
    x += 0.5;
    goto again;
  }
  x = x - f / d;
  if (++count > 40)
    goto failed;
  if (std::fabs(f) > 1e-10)
    goto again;
  return x * y;
failed:
  return -x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
// CHECK-INPUT: x = uniform(0.1, 2.2)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double translated(const double *x, int n) {
  int i = 0, j;
  double s = 0, t;
  --x;
L10:
  ++i;
  if (i > n)
    goto L40;
  t = x[i];
  if (t < 0.6)
    goto L30;
  j = 0;
L20:
  t *= x[i] * 0.9;
  if (++j < i)
    goto L20;
  if (t > 3)
    goto L40;
  s += t;
  goto L10;
L30:
  s -= t * t;
  goto L10;
L40:
  return s * x[1];
}

// CHECK-INPUT: x = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double skipping(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double v = x[i];
    switch (i % 4) {
    case 0:
      if (v < 0)
        goto next;
      s += v;
      break;
    case 1: s += v * v;
    case 2:
      if (v > 0.9)
        goto out;
      s *= 1.1;
      break;
    default:
      for (int k = 0; k < i; ++k) {
        if (k == 5)
          goto next;
        s += v * k;
      }
    }
    if (v > 0.8)
      break;
    if (v < -0.8)
      continue;
    s += std::sin(v);
  next:
    s += 0.1 * v;
  }
out:
  return s;
}
// CHECK-INPUT: x = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double retries(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double h = 1;
  retry:
    double e = h * x[i] * x[i];
    if (e > 0.2) {
      h *= 0.5;
      if (h < 0.01)
        continue;
      goto retry;
    }
    if (e < 1e-4)
      break;
    s += e * h;
  }
  return s;
}
