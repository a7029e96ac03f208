// RUN: %numeric %s
// A quadrotor with vectors of fixed length, integrated through std::function.
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <pullback/pullback.h>

template <std::size_t N> using Vec = std::array<double, N>;
template <std::size_t N> Vec<N> operator+(const Vec<N> &a, const Vec<N> &b) {
  Vec<N> r;
  for (std::size_t i = 0; i < N; ++i)
    r[i] = a[i] + b[i];
  return r;
}
template <std::size_t N> Vec<N> operator*(double s, const Vec<N> &a) {
  Vec<N> r;
  for (std::size_t i = 0; i < N; ++i)
    r[i] = s * a[i];
  return r;
}
template <std::size_t N> double dot(const Vec<N> &a, const Vec<N> &b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
struct Params {
  double mass = 1.0, arm = 0.2;
  Vec<3> inertia{{0.01, 0.01, 0.02}};
};
class Quadrotor {
  Params p_;

public:
  explicit Quadrotor(const Params &p) : p_(p) {}
  Vec<6> derivative(const Vec<6> &s, const Vec<4> &u) const {
    const double thrust = std::accumulate(u.begin(), u.end(), 0.0);
    Vec<6> d{};
    for (int i = 0; i < 3; ++i)
      d[i] = s[i + 3];
    d[3] = thrust / p_.mass * std::sin(s[0]);
    d[4] = -thrust / p_.mass * std::cos(s[1]);
    d[5] = p_.arm * (u[0] - u[2]) / p_.inertia[2] - 9.81;
    return d;
  }
};
static Vec<6> rk4(const std::function<Vec<6>(const Vec<6> &)> &f, const Vec<6> &y, double h) {
  auto k1 = f(y);
  auto k2 = f(y + 0.5 * h * k1);
  auto k3 = f(y + 0.5 * h * k2);
  auto k4 = f(y + h * k3);
  return y + (h / 6) * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double flight(const double *x, int n) {
  Quadrotor q{Params{}};
  Vec<6> s{};
  for (int t = 0; t < 4; ++t) {
    Vec<4> u{x[0], x[1], x[2], x[3]};
    s = rk4([&](const Vec<6> &y) { return q.derivative(y, u); }, s, 0.01);
  }
  return dot(s, s) + x[4] * x[5];
}
