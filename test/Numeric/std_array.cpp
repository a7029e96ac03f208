// RUN: %numeric %s
// std::array as the state of a solver, std::pair and std::tuple as results.
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>
#include <pullback/pullback.h>

using State = std::array<double, 3>;

State derivative(const State& s, double k) { return {s[1], -k * s[0], s[2] * s[0]}; }
State operator*(double a, State s) {
  for (auto& v : s)
    v *= a;
  return s;
}
State operator+(State a, const State& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] += b[i];
  return a;
}
std::pair<double, double> sorted(double a, double b) {
  return a < b ? std::make_pair(a, b) : std::make_pair(b, a);
}
std::tuple<double, double, int> split(double x) { return {std::floor(x), x - std::floor(x), 2}; }

// CHECK-INPUT: k = 0.7, x = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double heun(double k, double x, int n) {
  State s{x, 1, 0.5};
  for (int i = 0; i < n; ++i) {
    const State k1 = derivative(s, k);
    const State k2 = derivative(s + 0.1 * k1, k);
    s = s + 0.05 * (k1 + k2);
  }
  auto [low, high] = sorted(s[0], s.at(1));
  const auto [whole, part, count] = split(high);
  double last;
  std::tie(last, std::ignore) = sorted(x * k, s.back());
  std::array<std::array<double, 2>, 2> matrix{{{x, k}, {2, low}}};
  matrix[0].fill(k * x);
  std::swap(matrix[0], matrix[1]);
  return low * high + std::accumulate(s.begin(), s.end(), 0.0) + whole + part * count + std::get<1>(split(x)) +
         last * matrix[0][1] + matrix[1].front();
}

namespace robot {
struct Joint {
  double length, angle;
};
struct Arm {
  std::array<Joint, 3> joints;
  double reach() const {
    double s = 0;
    for (std::size_t i = 0; i < joints.size(); ++i)
      s += joints[i].length * std::sin(joints[i].angle);
    return s;
  }
};
} // namespace robot

// Arrays of the source's own structs, with subscripts that are known at run time only.
// CHECK-INPUT: q = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(q[n]))
double reached(const double *q, int n) {
  robot::Arm arm{};
  for (int i = 0; i < n; ++i) {
    arm.joints[i % 3].angle += q[i];
    arm.joints[(i + 1) % 3].length += q[i] * q[i];
  }
  return arm.reach();
}
