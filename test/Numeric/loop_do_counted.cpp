// RUN: %numeric %s
// Loops that count and test behind their body: their number of iterations is known, and the first is always run.
#include <cmath>
#include <pullback/pullback.h>

static const double P[4] = {1.5, -0.25, 0.125, 3.0};

static double polevl(double x, const double* coef, int n) {
  const double* p = coef;
  double ans = *p++;
  int i = n;
  do
    ans = ans * x + *p++;
  while (--i);
  return ans;
}

// CHECK-INPUT: x = 0.7
PULLBACK(gradient, split, jvp)
double horner(double x) { return polevl(x, P, 3); }

// CHECK-INPUT: x = 0.7, c = uniform(-1, 1)[5], n = 4
// CHECK-INPUT: x = 0.7, c = uniform(-1, 1)[2], n = 1
PULLBACK(vjp, gradient, split, jvp)
double horner_of(double x, const double* c, int n) { return polevl(x, c, n); }

// CHECK-INPUT: a = uniform(-1, 1)[4], n = 4, k = 3
// CHECK-INPUT: a = uniform(-1, 1)[3], n = 1, k = 1
// CHECK-INPUT: a = uniform(-1, 1)[3], n = 0, k = 0
// CHECK-INPUT: a = uniform(-1, 1)[3], n = -3, k = -2
PULLBACK(vjp, gradient, split, jvp)
double at_least_once(const double* a, int n, int k) {
  double s = 1;
  int i = 0;
  do s += std::sin(a[i]) * s;
  while (++i < n);
  int left = k;
  do s += std::cos(a[k - left]) * s;
  while (--left > 0);
  unsigned u = 0;
  do s += std::sin(a[u]) * s;
  while (++u <= 2);
  return s + i * a[0] + left * a[1];
}

// CHECK-INPUT: a = uniform(-1, 1)[6], n = 5
// CHECK-INPUT: a = uniform(-1, 1)[6], n = 0
PULLBACK(vjp, gradient, jvp)
double tests_before_step(const double* a, int n) {
  double s = 1;
  int i = 0;
  do s += std::sin(a[i]) * s;
  while (i++ < n);
  int left = n;
  do s += std::cos(a[left]) * s;
  while (left--);
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[6], n = 6, tol = 4
// CHECK-INPUT: a = uniform(-1, 1)[6], n = 6, tol = 1.5
// CHECK-INPUT: a = uniform(-1, 1)[6], n = 0, tol = 4
PULLBACK(vjp, gradient, split, jvp, wrt(a[6]))
double other_exit(const double* a, int n, double tol) {
  double s = 1;
  int i = 0;
  do s += std::fabs(std::sin(a[i])) * s;
  while (s < tol && ++i < n);
  return s * i;
}
