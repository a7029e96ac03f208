// RUN: %numeric %s
// std::valarray with masks and subscripts that are valarrays, comparisons, and slices that slices are assigned to.
#include <valarray>

#include <pullback/pullback.h>

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, -0.7, 0.2], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double masked(const double *x, int n) {
  std::valarray<double> v(x, n), u(2.0, n);
  const std::valarray<bool> large = v > 0.3;
  std::valarray<double> p = v[large];
  std::valarray<double> z(0.5, n);
  z[large] = v[v > 0.3];
  v[v < 0.0] = 0.25;
  u[large] *= p;
  u[!large] += std::valarray<double>(v[!large]);
  const std::valarray<bool> inside = (v >= 0.2) && (u < v * 3.0);
  const std::valarray<bool> outside = (v == u) || (v != v) || (v <= 0.1);
  double s = p.sum() * p[1];
  for (int i = 0; i < n; ++i)
    if (inside[i] || outside[i])
      s += v[i] * u[i] * v[0];
  return s + u.sum() * u.max() + z.sum() * z[0];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, -0.7, 0.2], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double placed(const double *x, int n) {
  std::valarray<double> v(x, n), u(2.0, n);
  const std::valarray<std::size_t> places = {4, 0, 2, 0};
  u[places] = std::valarray<double>(v[places]);
  u[places] -= v;
  std::valarray<double> r(v);
  r[places] = u[std::valarray<std::size_t>{1, 2, 3, 5}];
  u[std::slice(1, 2, 2)] = v[std::slice(0, 2, 3)];
  v[std::slice(0, 3, 1)] = v[std::slice(1, 3, 1)];
  const std::valarray<double> w = u;
  const std::valarray<double> taken = w[places];
  return (v * u).sum() + r[0] * r[4] + w[places].sum() + taken[1] * taken[3] + std::atan2(v, u)[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, -0.7, 0.2], n = 6
PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double selections(const double *x, int n) {
  const std::valarray<double> m(x, n);
  std::valarray<double> row = m[std::slice(0, 3, 1)];
  std::valarray<double> mixed = m[std::slice(1, 3, 2)] * row + 2.0;
  return (m[std::slice(0, 3, 2)] * m[std::slice(3, 3, 1)]).sum() + m[std::slice(0, 3, 2)].sum() * mixed.sum() +
         m[std::slice(0, 3, 1)].max();
}

static double norm(const std::valarray<double> &v) { return (v * v).sum(); }
static std::valarray<double> twice(std::valarray<double> v) { return v * 2.0; }
static double pure(double a) { return a * a; }
struct Scale {
  double k;
  double operator()(double a) const { return k * a; }
};
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, -0.7, 0.2], n = 6
PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double passed(const double *x, int n) {
  const std::valarray<double> a(x, n);
  std::valarray<double> b = a * pure(x[0]) + twice(a - 1.0) * Scale{x[1]}(x[2]);
  return norm(a - b) + norm(std::exp(a) * b) + (a + twice(b))[1];
}

/// A part of a result, or what a function makes of one, is an array, which sums from its front.
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, -0.7, 0.2], n = 6
PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double parts_of_results(const double *x, int n) {
  const std::valarray<double> v(x, n);
  return (v * 2.1).apply([](double a) { return a * a; }).sum() + (v * 1.3)[std::slice(0, 4, 1)].sum() + (v * 1.7).sum();
}
