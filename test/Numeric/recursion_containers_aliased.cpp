// RUN: %numeric %s
// Recursive functions that get one vector twice, an element beside its vector, or the same arguments in another order.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

static void mix(std::vector<double> &a, std::vector<double> &b, int n) {
  if (n == 0)
    return;
  a.push_back(b[n % b.size()] * a[0]);
  mix(b, a, n - 1);
  b[0] = b[0] * a.back() + 0.5;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double twice(const double *x) {
  std::vector<double> v(x, x + 3);
  mix(v, v, 4);
  double s = 0;
  for (double d : v)
    s = s * 0.9 + d * d;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double exchanged(const double *x) {
  std::vector<double> v(x, x + 3), w(x + 3, x + 5);
  mix(v, w, 5);
  double s = 0;
  for (double d : v)
    s = s * 0.9 + d * d;
  for (double d : w)
    s = s * 0.8 + d * d;
  return s;
}

static double grow(std::vector<double> &v, double &e, int n) {
  if (n == 0)
    return e;
  v.push_back(e * n);
  const double r = grow(v, v[n], n - 1);
  e = e * 0.5 + r;
  return r * v.back();
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double element(const double *x) {
  std::vector<double> v;
  v.reserve(20);
  v.assign(x, x + 3);
  const double r = grow(v, v[1], 3);
  return r + v[0] * v[1] - v[2];
}

static double even(std::vector<double> &log, const double *x, int n);
static double odd(std::vector<double> &log, const double *x, int n) {
  if (n == 0)
    return 1;
  log.push_back(x[n] * x[n - 1]);
  const double a = even(log, x, n - 1);
  return a * x[n] + log[0];
}
static double even(std::vector<double> &log, const double *x, int n) {
  if (n == 0)
    return x[0];
  const double a = odd(log, x, n - 1);
  log.push_back(a * x[n]);
  return std::sin(a) + odd(log, x, n / 2) * 0.3;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double mutual(const double *x, int n) {
  std::vector<double> log{1.0};
  double r = even(log, x, n);
  for (double l : log)
    r = r * 0.9 + l * l;
  return r;
}

static double nest(std::vector<double> &log, double x, int n) {
  log.push_back(x);
  if (n <= 0)
    return x * x;
  return nest(log, nest(log, x * 0.9, n - 1) + log.back(), n - 2) * nest(log, x, n - 1) +
         (n > 1 ? nest(log, x, 0) : x);
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double nested(double x) {
  std::vector<double> log;
  double r = nest(log, x, 3);
  for (double l : log)
    r = r * 0.5 + l;
  return r;
}
