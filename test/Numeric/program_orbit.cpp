// RUN: %numeric %s
// Orbits: the equation of Kepler by iteration of Newton, inside namespaces and classes.
#include <cmath>
#include <pullback/pullback.h>
#include <stdexcept>
#include <tuple>

namespace orbit {
struct Elements {
  double a, e, i, raan, argp, m0;
};
struct Vec3 {
  double x{}, y{}, z{};
  friend Vec3 operator*(double s, const Vec3 &v) { return {s * v.x, s * v.y, s * v.z}; }
};
class KeplerSolver {
  int max_;
  double tol_;

public:
  KeplerSolver(int max = 50, double tol = 1e-12) : max_(max), tol_(tol) {}
  double operator()(double m, double e) const {
    double E = e < 0.8 ? m : M_PI;
    for (int k = 0; k < max_; ++k) {
      double f = E - e * std::sin(E) - m;
      double d = f / (1 - e * std::cos(E));
      E -= d;
      if (std::abs(d) < tol_)
        return E;
    }
    throw std::runtime_error("no convergence");
  }
};
inline std::pair<Vec3, double> position(const Elements &el, double t, double mu) {
  const auto n = std::sqrt(mu / std::pow(el.a, 3));
  const KeplerSolver solve;
  const double E = solve(el.m0 + n * t, el.e);
  const double nu = 2 * std::atan2(std::sqrt(1 + el.e) * std::sin(E / 2), std::sqrt(1 - el.e) * std::cos(E / 2));
  const double r = el.a * (1 - el.e * std::cos(E));
  const double u = nu + el.argp;
  Vec3 p{std::cos(el.raan) * std::cos(u) - std::sin(el.raan) * std::sin(u) * std::cos(el.i),
         std::sin(el.raan) * std::cos(u) + std::cos(el.raan) * std::sin(u) * std::cos(el.i),
         std::sin(u) * std::sin(el.i)};
  return {r * p, r};
}
} // namespace orbit
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double track(const double *x, int n) {
  orbit::Elements el{1 + x[0], 0.5 * x[1], x[2], x[3], x[4], x[5]};
  double s = 0;
  for (double t = 0; t < 1; t += 0.25) {
    auto [p, r] = orbit::position(el, t, 1.0);
    s += p.x * p.y + p.z * r;
  }
  return s;
}
