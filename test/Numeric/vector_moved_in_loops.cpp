// RUN: %numeric %s
// Vectors that are moved again and again, as simulations and networks do, and exchanged with what refers to them.
#include <pullback/pullback.h>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

// CHECK-INPUT: x = [0.3, 0.4, -0.5], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double madeInEachStep(const double* x, int n) {
  std::vector<double> h(x, x + n);
  for (int t = 0; t < 3; ++t) {
    std::vector<double> next(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
      next[i] = std::sin(h[i] + 0.5 * h[(i + 1) % n]);
    h = std::move(next);
  }
  return h[0] * h[n - 1];
}

// CHECK-INPUT: x = [0.3, 0.4, -0.5], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double filledAgain(const double* x, int n) {
  std::vector<double> h(x, x + n), next(static_cast<std::size_t>(n));
  for (int t = 0; t < 3; ++t) {
    for (int i = 0; i < n; ++i)
      next[i] = std::sin(h[i] + 0.5 * h[(i + 1) % n]);
    h = std::move(next);
    next.assign(static_cast<std::size_t>(n), 0.0);
  }
  return h[0] * h[n - 1];
}

struct State {
  std::vector<double> q, v;
};

static State advance(const State& s, double dt) {
  State r;
  for (std::size_t i = 0; i < s.q.size(); ++i) {
    r.q.push_back(s.q[i] + dt * s.v[i]);
    r.v.push_back(s.v[i] - dt * std::sin(s.q[i]));
  }
  return r;
}

// CHECK-INPUT: x = [0.3, 0.4, -0.5], n = 3, dt = 0.1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], dt))
double states(const double* x, int n, double dt) {
  State s{std::vector<double>(x, x + n), std::vector<double>(static_cast<std::size_t>(n), 0.2)};
  for (int t = 0; t < 4; ++t) {
    State next = advance(s, dt);
    s = std::move(next);
  }
  for (int t = 0; t < 2; ++t) {
    State other = advance(s, dt);
    std::swap(s, other);
    s.q[0] += 0.1 * other.q[1];
  }
  return s.q[0] * s.v[n - 1];
}

static void keep(std::vector<double>& all, std::vector<double> one) { all = std::move(one); }

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double parameters(double x) {
  std::vector<double> m{x, 2 * x}, o;
  keep(o, std::move(m));
  double& e = o[1];
  e *= x;
  m = {x, x};
  return o[0] + o[1] * m[1];
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double exchanged(double x) {
  State a{{x, 2 * x}, {x}}, b{{x * x}, {3 * x}};
  double& e = a.q[1];
  double& g = b.q[0];
  std::swap(a, b);
  e *= x;
  g += x;
  return b.q[0] + b.q[1] + 3 * a.q[0] * a.v[0];
}
