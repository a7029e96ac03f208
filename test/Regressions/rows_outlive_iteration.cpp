// RUN: %numeric %s
// Rows of rows that outlive the iteration, or the call, in which they were made: their memory is made around what holds
// what holds them.
#include <cstddef>
#include <optional>
#include <pullback/pullback.h>
#include <vector>

using VV = std::vector<std::vector<double>>;

// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a1(const double *x, int n) {
  std::vector<VV> o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    VV p{{x[i]}, {x[i + 4]}};
    if (i)
      s += x[7] * o[0][0][0];
    s += p[1][0] * p[0][0];
    o.push_back(p);
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a2(const double *x, int n) {
  std::vector<VV> o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    VV p{{x[i]}, {x[i + 4]}};
    if (i)
      p[1].swap(o[0][0]);
    s += p[1][0] * p[0][0];
    o.push_back(p);
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a3(const double *x, int n) {
  VV o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    std::vector<double> p{x[i], x[i + 4]};
    if (i)
      s += x[7] * o[0][0];
    s += p[1] * p[0];
    o.push_back(p);
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a4(const double *x, int n) {
  std::optional<VV> o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (o)
      s += x[7] * (*o)[0][0];
    o = VV{{x[i]}, {x[i + 4]}};
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a5(const double *x, int n) {
  std::optional<VV> o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    VV p(2, std::vector<double>(2, x[i]));
    if (o)
      s += x[7] * (*o)[0][0];
    o = p;
  }
  return s;
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a6(const double *x, int n) {
  VV o;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    VV p(2, std::vector<double>(2, x[i]));
    if (!o.empty())
      s += x[7] * o[0][0];
    o = p;
  }
  return s;
}

static double walk2(std::vector<double> *up, const double *x, int d) {
  std::vector<double> mine(static_cast<std::size_t>(d + 1), x[d]);
  if (up)
    (*up)[0] *= mine[0];
  double s = mine[0] * x[1];
  if (d > 0)
    s += walk2(&mine, x, d - 1);
  return s * (up ? (*up)[0] : 1.5);
}
// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[12]))
double a7(const double *x, int n) { return walk2(nullptr, x, n); }
