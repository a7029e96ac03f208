// RUN: %numeric %s
// std::vector and std::array as parameters: inputs, pure outputs, in-out.
#include <array>
#include <vector>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[4], w = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double weighted(const std::vector<double>& x, const std::array<double, 2>& w) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += w[i % 2] * x[i] * x[i];
  for (double v : x)
    sum += v * w.back();
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], k = 0.7, y = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void scaled(const std::vector<double>& x, double k, std::vector<double>& y) {
  for (std::size_t i = 0; i < y.size(); ++i)
    y[i] = k * x[i] * x[i];
}

// CHECK-INPUT: u = uniform(-1, 1)[4], k = 0.7, s = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, split, jvp)
double smoothed(std::vector<double>& u, double k, std::array<double, 2>& s) {
  for (std::size_t i = 0; i + 1 < u.size(); ++i) {
    s[i % 2] += u[i] * u[i + 1];
    u[i] = k * u[i] + u[i + 1] * s[0];
  }
  return u.front() * s[1];
}

// CHECK-INPUT: s = uniform(-1, 1)[3], k = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byValue(std::array<double, 3> s, double k) {
  for (double& v : s)
    v *= v + k;
  return s[0] * s[1] + s[2];
}

// CHECK-INPUT: x = uniform(-1, 1)[3], y = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void setByLambda(const std::vector<double>& x, std::vector<double>& y) {
  auto set = [&](std::size_t i, double v) { y[i] = v * v; };
  for (std::size_t i = 0; i < x.size(); ++i)
    set(i, x[i] * x[0]);
}
