// RUN: %numeric %s
// A shallow-water solver of structs with a limiter.
#include <algorithm>
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct State {
  double h, hu;
  State operator+(const State &o) const { return {h + o.h, hu + o.hu}; }
  State operator-(const State &o) const { return {h - o.h, hu - o.hu}; }
};
State operator*(double s, const State &q) { return {s * q.h, s * q.hu}; }
constexpr double g = 9.81;
static State flux(const State &q) { return {q.hu, q.hu * q.hu / q.h + 0.5 * g * q.h * q.h}; }
static double minmod(double a, double b) {
  if (a * b <= 0)
    return 0;
  return std::fabs(a) < std::fabs(b) ? a : b;
}
class Solver {
  std::vector<State> q_, f_;
  double dx_;

public:
  explicit Solver(std::vector<State> init, double dx) : q_(std::move(init)), f_(q_.size() + 1), dx_(dx) {}
  void step(double dt) {
    const int n = static_cast<int>(q_.size());
    for (int i = 0; i <= n; ++i) {
      const State &l = q_[std::max(i - 1, 0)];
      const State &r = q_[std::min(i, n - 1)];
      const double a = std::max(std::fabs(l.hu / l.h) + std::sqrt(g * l.h), std::fabs(r.hu / r.h) + std::sqrt(g * r.h));
      f_[i] = 0.5 * (flux(l) + flux(r)) - 0.5 * a * (r - l);
    }
    for (int i = 0; i < n; ++i)
      q_[i] = q_[i] - (dt / dx_) * (f_[i + 1] - f_[i]);
  }
  double energy() const {
    double e = 0;
    for (const auto &s : q_)
      e += s.hu * s.hu / s.h + minmod(s.h, s.hu);
    return e;
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double energy(const double *x, int n) {
  std::vector<State> init;
  for (int i = 0; i < n; ++i)
    init.push_back({1 + x[i], 0.1 * x[i]});
  Solver s(init, 0.1);
  for (int t = 0; t < 3; ++t)
    s.step(0.001);
  return s.energy();
}
