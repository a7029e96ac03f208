// RUN: %numeric %s
// Recursive functions that lend arrays, variables, members and temporary objects of their own to the next call.
#include <array>
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct Log {
  std::vector<double> v;
};

static double lend(Log &log, double *p, int n) {
  if (n == 0)
    return p[0] * p[1];
  double own[3] = {p[0], p[1] * 2, log.v.back()};
  log.v.push_back(p[1]);
  const double r = lend(log, own + n % 2, n - 1);
  p[0] += own[1] * r;
  return r + lend(log, p, n < 2 ? 0 : n - 2) * own[2];
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double arrays(const double *x) {
  Log log{{x[0]}};
  double first[2] = {x[1], x[2]};
  double r = lend(log, first, 3);
  for (double v : log.v)
    r = r * 0.5 + v;
  return r * first[0] + first[1];
}

static double grid(Log &log, double (&g)[2][2], int n) {
  if (n == 0)
    return g[0][0] * g[1][1] - g[0][1] * g[1][0];
  double own[2][2];
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      own[i][j] = g[j][i] * (i + 1);
  log.v.push_back(own[0][1]);
  const double r = grid(log, own, n - 1);
  g[0][0] = r * own[1][0];
  return r + g[1][1];
}

// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double grids(const double *x) {
  Log log{{x[0]}};
  double g[2][2] = {{x[0], x[1]}, {x[2], x[3]}};
  double r = grid(log, g, 3);
  for (double v : log.v)
    r = r * 0.5 + v;
  return r * g[0][0];
}

static double pairs(Log &log, std::array<double, 2> a, const std::array<double, 2> &b, int n) {
  if (n == 0)
    return a[0] * b[1];
  a[1] += b[0];
  log.v.push_back(a[1]);
  std::array<double, 2> c{a[0] * b[1], b[0]};
  const double r = pairs(log, c, a, n - 1);
  a[0] *= r;
  return pairs(log, b, c, n - 1) + a[0];
}

// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double standardArrays(const double *x) {
  Log log{{x[0]}};
  double r = pairs(log, {x[0], x[1]}, {x[2], x[3]}, 3);
  for (double v : log.v)
    r = r * 0.5 + v;
  return r;
}

struct Two {
  std::vector<double> a, b;
  double k;
};
static double members(std::vector<double> &a, std::vector<double> &b, double &k, int n) {
  if (n == 0)
    return a[0] * b.back();
  a.push_back(b[0] * k);
  double own = a[0] * k;
  const double r = members(b, a, n % 2 ? k : own, n - 1);
  k += r * a[0];
  return r * b[0] + k;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double partsOfOne(const double *x) {
  Two t{{x[0]}, {x[1]}, x[2]};
  double r = members(t.a, t.b, t.k, 4);
  for (double v : t.a)
    r = r * 0.5 + v;
  for (double v : t.b)
    r = r * 0.5 + v;
  return r * t.k;
}

struct Point {
  double x, y;
};
static Point middle(const Point &a, const Point &b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
struct Triangle {
  Point a, b, c;
};
static void divide(const Triangle &t, int depth, std::vector<Triangle> &out) {
  if (depth == 0) {
    out.push_back(t);
    return;
  }
  const Point ab = middle(t.a, t.b), bc = middle(t.b, t.c), ca = middle(t.c, t.a);
  for (const Triangle &part : {Triangle{t.a, ab, ca}, Triangle{ab, t.b, bc}, Triangle{ca, bc, t.c}})
    divide(part, depth - 1, out);
}

// CHECK-INPUT: x = uniform(0.5, 1)[6]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[6]))
double triangles(const double *x) {
  std::vector<Triangle> out;
  divide({{x[0], x[1]}, {x[2], x[3]}, {x[4], x[5]}}, 2, out);
  double s = 0;
  for (const Triangle &t : out)
    s += t.a.x * t.b.y * t.c.x + std::sin(t.a.y);
  return s;
}
