// RUN: %numeric %s
// std::valarray: arithmetic, functions, slices, sums in the library's order.
#include <pullback/pullback.h>
#include <valarray>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double arithmetic(const double* x, int n) {
  std::valarray<double> a(x, n);
  std::valarray<double> b(0.5, n);
  std::valarray<double> c = a * b + 2.0 * std::exp(a);
  c += a;
  c[0] = 3.0 * a[1];
  return c.sum() + (a * a).sum() + c.max() + std::pow(a, 3.0)[2] - (-b / a).min();
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double heat(const double* x, int n) {
  std::valarray<double> u(x, n);
  for (int step = 0; step < 3; ++step)
    u += 0.1 * (u.cshift(1) - 2.0 * u + u.cshift(-1));
  const std::valarray<double> even = u[std::slice(0, 3, 2)];
  u[std::slice(1, 3, 2)] = even;
  double s = 0;
  for (double v : u)
    s += v * v;
  return s + even.sum();
}

// CHECK-INPUT: x = uniform(0.5, 1)[12]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double columns(const double* x) {
  std::valarray<double> m(x, 12);
  const std::valarray<double>& read = m;
  m[std::slice(0, 3, 4)] *= std::valarray<double>(m[std::slice(1, 3, 4)]);
  m[std::slice(1, 3, 4)] = std::valarray<double>(0.5 * m);
  return read[std::slice(0, 3, 4)].sum() + m.sum() * x[0];
}
