// RUN: %numeric %s
// std::optional: returned, tested, read, given a value later.
#include <cmath>
#include <optional>
#include <pullback/pullback.h>
#include <utility>

static std::optional<double> inverse(double x) {
  if (x == 0)
    return std::nullopt;
  return 1 / x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inverses(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (auto r = inverse(x[i]))
      s += *r;
    else
      s += 1;
  std::optional<double> last;
  if (!last.has_value())
    last = x[n - 1] * x[0];
  return s + inverse(x[0]).value() * inverse(s).value_or(2.0) + *last;
}

static std::optional<std::pair<double, double>> roots(double a, double b, double c) {
  const double d = b * b - 4 * a * c;
  if (d < 0)
    return std::nullopt;
  return std::make_pair((-b - std::sqrt(d)) / (2 * a), (-b + std::sqrt(d)) / (2 * a));
}

// CHECK-INPUT: x = uniform(0.1, 0.9)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ofPairs(const double *x, int n) {
  double s = n;
  if (auto r = roots(x[0], 3 * x[1] + 2, x[2]))
    s += r->first * r->second + r->first;
  if (!roots(1, x[0], 5))
    s += x[1];
  return s + roots(1, 5, x[2]).value().second;
}

struct Hit {
  double distance;
  std::pair<double, double> normal;
};

static std::optional<Hit> meet(double position, double radius) {
  if (position > radius)
    return std::nullopt;
  return Hit{radius - position, {position / radius, radius}};
}

// CHECK-INPUT: x = [0.4, 0.9, 1.5], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ofObjects(const double *x, int n) {
  Hit nearest{x[0], {x[1], x[2]}};
  double s = 0;
  for (int i = 0; i < n; ++i) {
    nearest = meet(x[i], 1).value_or(nearest);
    s += nearest.distance * nearest.normal.first + meet(x[i], 0.5).value_or(Hit{x[0], {}}).distance;
  }
  return s;
}
