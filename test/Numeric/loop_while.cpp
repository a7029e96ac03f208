// RUN: %numeric %s
// while and do loops with trip counts known only when they end.
#include <pullback/pullback.h>

// CHECK-INPUT: a = 0.9
// CHECK-INPUT: a = 3.9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double halved(double a) {
  double s = 1;
  while (a > 0.1) {
    s += a * s;
    a *= 0.5;
  }
  return s;
}

// CHECK-INPUT: a = 0.9
// CHECK-INPUT: a = -1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double doOnce(double a) {
  double s = a;
  int k = 0;
  do {
    s = s * s * 0.5 + a;
    ++k;
  } while (k < 4 && s < 1.5);
  return s * k;
}

// CHECK-INPUT: a = 0.9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double forWithoutCounter(double a) {
  double s = 1;
  for (double t = a; t < 3; t += a * 0.8) s *= t;
  return s;
}

// A pure output that a loop of unknown length writes once at each place.
// CHECK-INPUT: x = uniform(-1, 1)[4], y = output[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y))
void differences(const double* x, double* y, int n) {
  int i = 0;
  do {
    y[i] = x[i];
    if (i > 0) y[i] += x[i - 1] * x[i];
    ++i;
  } while (i < n);
}
