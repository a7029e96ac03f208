// RUN: %numeric %s
// RUN: pullback %s -o - | FileCheck %s

// The two terms of the adjoint of d in c * d * d are one product.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-LABEL: void energy_vjp({{.*}}__restrict
// CHECK: product = result_bar * d;
// CHECK-NEXT: d_bar = product * k;
// CHECK-INPUT: a = 0.7, b = -0.2, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double energy(double a, double b, double k) {
  const double d = a - std::sin(b);
  return 0.5 * k * d * d;
}

// CHECK: void weighted_vjp(
// CHECK: x_bar[i] += 2 * (result_bar * (w[i] * x[i]));
// CHECK-INPUT: x = uniform(-1, 1)[3], w = uniform(0, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double weighted(const double *x, const double *w, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += w[i] * x[i] * x[i];
  return sum;
}

// Other products, and other numbers.
// CHECK-INPUT: x = 0.7, y = -0.2
PULLBACK(vjp, value_and_vjp, split, jvp)
double mixed(double x, double y) {
  const double s = 0.25 * x * y * y * x, t = 0.1 * y * x * y, u = 3 * x * x * x;
  return s + t * u + 0.3 * (x * y) * (x * y) - x * (y * 0.5) * x;
}

// CHECK-INPUT: x = 0.75, y = -0.2
PULLBACK(vjp, value_and_vjp, split, jvp)
double narrow(float x, double y) { return 0.5f * x * x + 0.1 * y * y * x; }
