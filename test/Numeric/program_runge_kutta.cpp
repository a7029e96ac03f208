// RUN: %numeric %s
// A vector template with operators, and a Runge-Kutta step that takes any right-hand side.
#include <array>
#include <cmath>
#include <initializer_list>
#include <pullback/pullback.h>

template <typename T, std::size_t N> struct Vec {
  std::array<T, N> d{};
  Vec() = default;
  Vec(std::initializer_list<T> l) {
    std::size_t i = 0;
    for (const T &v : l)
      d[i++] = v;
  }
  T &operator[](std::size_t i) { return d[i]; }
  const T &operator[](std::size_t i) const { return d[i]; }
  Vec &operator+=(const Vec &o) {
    for (std::size_t i = 0; i < N; ++i)
      d[i] += o.d[i];
    return *this;
  }
  friend Vec operator+(Vec a, const Vec &b) {
    a += b;
    return a;
  }
  friend Vec operator*(T s, Vec a) {
    for (auto &v : a.d)
      v *= s;
    return a;
  }
  T dot(const Vec &o) const {
    T s{};
    for (std::size_t i = 0; i < N; ++i)
      s += d[i] * o.d[i];
    return s;
  }
};
template <class F, std::size_t N> Vec<double, N> rk4(F f, Vec<double, N> y, double t, double h) {
  auto k1 = f(t, y);
  auto k2 = f(t + h / 2, y + (h / 2) * k1);
  auto k3 = f(t + h / 2, y + (h / 2) * k2);
  auto k4 = f(t + h, y + h * k3);
  return y + (h / 6) * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double final_state(const double *x, int n) {
  Vec<double, 3> y{x[0], x[1], x[2]};
  auto rhs = [&](double t, const Vec<double, 3> &s) {
    return Vec<double, 3>{s[1] * x[3] - t, s[2] - s[0], s[0] * s[1]};
  };
  double t = 0;
  for (int i = 0; i < 5; ++i) {
    y = rk4(rhs, y, t, 0.1);
    t += 0.1;
  }
  return y.dot(y);
}
