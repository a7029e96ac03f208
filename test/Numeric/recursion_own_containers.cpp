// RUN: %numeric %s
// Recursive functions with vectors and objects of their own: returned, passed by value, and lent to the next call.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

static std::vector<double> sorted(const std::vector<double> &v) {
  if (v.size() < 2)
    return v;
  const auto middle = v.begin() + v.size() / 2;
  const std::vector<double> a = sorted(std::vector<double>(v.begin(), middle));
  const std::vector<double> b = sorted(std::vector<double>(middle, v.end()));
  std::vector<double> r;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size())
    r.push_back(j == b.size() || (i < a.size() && a[i] < b[j]) ? a[i++] : b[j++]);
  return r;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double merged(const double *x, int n) {
  std::vector<double> v(x, x + n);
  v = sorted(v);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s = s * v[i] + i * v[i];
  return s;
}

static void children(std::vector<double> &out, const double *x, int low, int high) {
  if (high - low == 1) {
    out.push_back(x[low]);
    return;
  }
  std::vector<double> own;
  children(own, x, low, (low + high) / 2);
  children(own, x, (low + high) / 2, high);
  for (double v : own)
    out.push_back(v * v + 0.1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lent(const double *x, int n) {
  std::vector<double> out;
  children(out, x, 0, n);
  double s = 0;
  for (double v : out)
    s = s * v + v;
  return s;
}

static double copied(std::vector<double> v, std::vector<double> &out, int n) {
  if (n == 0) {
    out.push_back(v[0] * v.back());
    return v[0];
  }
  v[n % v.size()] *= 1.5;
  v.push_back(v[0] * n);
  const double a = copied(v, out, n - 1);
  v[0] += a;
  return a * copied(v, out, n < 2 ? 0 : n - 2) + v[0] - v.back();
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double copies(const double *x) {
  std::vector<double> v(x, x + 3), out;
  double r = copied(v, out, 3);
  for (double d : out)
    r = r * 0.1 + d;
  return r + v[0];
}

static double captured(std::vector<double> &out, std::vector<double> v, int n) {
  auto add = [&v, &out](double d) {
    v.push_back(d);
    out.push_back(v[0] * d);
  };
  add(n ? v[n % v.size()] * 0.5 : 2.0);
  if (n == 0)
    return v[0] + v.back();
  const double a = captured(out, v, n - 1);
  add(a);
  return a * v[v.size() - 2];
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double closures(const double *x) {
  std::vector<double> v(x, x + 3), out;
  double r = captured(out, v, 3);
  for (double d : out)
    r = r * 0.1 + d;
  return r + v[0];
}

struct Pair {
  double a, b;
  std::vector<double> v;
};
static Pair both(const Pair &p, int n, std::vector<double> &log) {
  if (n == 0)
    return p;
  Pair q{p.a * p.b, p.a + p.b, p.v};
  double kept[2] = {q.a, q.b};
  q.v.push_back(q.a);
  Pair r = both(q, n - 1, log), s = both({r.b, r.a, log}, n < 2 ? 0 : n - 2, log);
  log.push_back(r.a * s.b * kept[n % 2]);
  s.v.push_back(r.v[0]);
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double pairs(const double *x) {
  std::vector<double> log{x[0]};
  const Pair p = both({x[0], x[1], {x[2]}}, 3, log);
  double r = p.a * p.b;
  for (double d : log)
    r = r * 0.1 + d;
  for (double d : p.v)
    r = r * 0.1 + d;
  return r;
}

static double &at(std::vector<double> &v, int i) {
  const int n = static_cast<int>(v.size());
  return i >= n ? at(v, i - n) : v[i];
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double references(const double *x) {
  std::vector<double> v(x, x + 3);
  at(v, 7) *= x[0];
  at(v, 4) += at(v, 9);
  return v[0] * v[1] + v[2];
}
