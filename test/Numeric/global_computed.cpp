// RUN: %numeric %s
// Constants whose initial values are computed when the program starts.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>

struct Vec {
  double x, y;
  Vec(double x, double y) : x(x), y(y) {}
  double dot(const Vec &other) const { return x * other.x + y * other.y; }
};
inline Vec normalized(const Vec &v) {
  const double length = std::sqrt(v.x * v.x + v.y * v.y);
  return Vec(v.x / length, v.y / length);
}

constexpr int cells = 8;
const double dx = 1.0 / cells, inverse = 1.0 / dx, half = std::max(dx, 0.5 * inverse);
const double weights[3] = {std::exp(-dx), inverse, 0.5};
const Vec up = normalized(Vec(1, 2));

const Vec twice(2 * up.x, 2 * up.y);
const double chained[2] = {twice.x, up.y * weights[1]};
const double last = chained[1] * twice.y;

namespace limits {
template <class T> struct Limits {
  static T root() {
    static const T value = std::sqrt(T(1e-4));
    return value;
  }
  static const T small;
};
template <class T> const T Limits<T>::small = std::pow(T(10), T(-3));
} // namespace limits

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 1
// CHECK-INPUT: x = uniform(-1, 1)[3], n = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double computed(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s += weights[i] * x[i] * x[i] * half;
  const Vec point(x[0], x[1]);
  return s * inverse + up.dot(point) * point.x * weights[n] + limits::Limits<double>::root() * x[2] +
         limits::Limits<double>::small * x[1] * x[1];
}

// Constants that are made of others, met in this order and in the other.
// CHECK-INPUT: x = 0.7, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
double forwards(double x, int n) { return up.x * x * x + twice.y * x + chained[n] * x * last; }

// CHECK-INPUT: x = 0.7, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
double backwards(double x, int n) {
  double s = 0;
  for (int i = 0; i <= n; ++i)
    s += chained[i] * x * x * last + twice.y * up.x * x;
  return s;
}
