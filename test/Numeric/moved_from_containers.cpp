// RUN: %numeric %s
// Containers that are moved from are empty and take elements again; arrays are exchanged by what their elements define.
#include <pullback/pullback.h>

#include <array>
#include <deque>
#include <list>
#include <utility>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double deques(double x) {
  std::deque<double> d{x, 2 * x, 3 * x};
  d.pop_front();
  double& e = d.front();
  std::deque<double> moved = std::move(d);
  e *= x;
  d.push_back(5 * x);
  d.push_back(x * x);
  std::deque<double> again{1, 2};
  double& f = d[1];
  again = std::move(d);
  f += x;
  d.push_front(x);
  return moved[0] + again.front() * static_cast<double>(again.size()) + again.back() * d[0] + moved.back();
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double lists(double x) {
  std::list<double> a{x, 2 * x};
  double& e = a.back();
  std::list<double> b = std::move(a);
  e *= x;
  a.push_back(3 * x);
  double s = a.front() + b.back() * static_cast<double>(a.size());
  std::list<double> c{5};
  c = std::move(b);
  e += 1;
  b.push_front(x * x);
  for (double v : a)
    s = s * 0.9 + v;
  for (double v : b)
    s = s * 0.9 + v;
  for (double v : c)
    s = s * 0.9 + v;
  return s;
}

struct Marked {
  double v, id;
};

static void swap(Marked& a, Marked& b) {
  const double t = a.v;
  a.v = b.v * 2;
  b.v = t;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double arrays(double x) {
  Marked c[2] = {{x, 1}, {x * x, 2}}, d[2] = {{5, 1}, {6 * x, 2}};
  std::swap(c, d);
  std::array<Marked, 1> one{{{x, 3}}}, other{{{2 * x, 4}}};
  std::swap(one, other);
  return c[1].v * c[1].id + d[0].v * 7 + one[0].v * one[0].id + other[0].v;
}
