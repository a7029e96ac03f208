// RUN: %numeric %s
// Objects of a base class that are copied from derived ones, and objects under construction, are of the base class: what
// overrides its functions is not called.
#include <array>
#include <pullback/pullback.h>
#include <tuple>
#include <utility>
#include <vector>

struct Law {
  double k, seen = 0;
  explicit Law(double x) : k(x) { seen = at(2.0); }
  virtual ~Law() = default;
  virtual double at(double x) const { return k * x; }
  double twice(double x) const { return at(at(x)); }
};
struct Square : Law {
  double m;
  Square(double x, double y) : Law(x), m(y) { seen += at(3.0); }
  double at(double x) const override { return Law::at(x) + m * x * x; }
};
struct Scaled : Square {
  double l;
  explicit Scaled(double x) : Square(x, x * x), l(x + 1) { seen += at(0.5); }
  double at(double x) const override { return l * Square::at(x); }
};
static double call(const Law& law, double x) { return law.twice(x); }
static double callCopy(Law law, double x) { return law.twice(x); }

// CHECK-INPUT: s = uniform(0.3, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(s[3]))
double construct(const double* s) {
  Law law(s[0]);
  Square square(s[1], s[0]);
  Scaled scaled(s[2]);
  return law.seen + 2 * square.seen + 3 * scaled.seen + call(law, s[1]) + call(square, s[2]) + call(scaled, 0.3);
}

// CHECK-INPUT: s = uniform(0.3, 1)[3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(s[3]))
double slice(const double* s) {
  Square square(s[1], s[0]);
  Scaled scaled(s[2]);
  Law a = scaled, b = square;
  b = scaled;
  Square other(1, 2);
  static_cast<Law&>(other) = a;
  static_cast<Law&>(scaled) = square;
  return call(a, 0.5) + 2 * call(b, 0.7) + 3 * call(other, s[0]) + 5 * call(scaled, 0.4) + callCopy(scaled, 0.3) +
         callCopy(square, s[1]);
}

// CHECK-INPUT: s = uniform(0.3, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(s[n]))
double choose(const double* s, int n) {
  double t = 0;
  Law law(s[0]);
  Square square(s[1], s[2]);
  Scaled scaled(s[3]);
  Law* order[] = {&scaled, &law, &square};
  for (int i = 0; i < n; ++i) {
    Law* p = order[i % 3];
    if (s[i] > 0.6)
      p = i % 2 ? static_cast<Law*>(&scaled) : &law;
    t += p->twice(s[i]) * p->seen;
    p->k += 0.1 * s[i];
  }
  return t + scaled.k * square.k;
}

// CHECK-INPUT: s = uniform(0.3, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double sum(const double* s, int n) {
  Square square(s[0], s[1]);
  std::vector<Law> laws;
  for (int i = 0; i < n; ++i)
    if (i % 2)
      laws.push_back(square);
    else
      laws.emplace_back(s[i]);
  std::swap(laws[0], laws[1]);
  double t = 0;
  for (const Law& law : laws)
    t += law.twice(s[1]);
  return t + call(square, s[2]);
}

// CHECK-INPUT: x = 0.7, y = 0.4
PULLBACK(vjp, value_and_vjp, jvp)
double hold(double x, double y) {
  Square square(x, y);
  Law law(y);
  std::pair<Law, double> pair(square, x);
  std::tuple<Law, int> tuple(square, 1);
  std::array<Law, 2> array{square, law};
  return call(pair.first, x) + call(std::get<0>(tuple), y) + call(array[0], x) * call(array[1], y);
}
