// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: FileCheck %s --input-file=containers.pullback.h
// RUN: %clangxx %warnflags -fsanitize=address,undefined -I%include -I. -DMAIN %s containers.pullback.cpp -o main
// RUN: ./main
// Parameters of class std::vector and std::array: their adjoints are of the same class.
#include <array>
#include <vector>
#include <pullback/pullback.h>

// CHECK: void weighted_vjp(const std::vector<double>& x, const std::array<double, 2>& w, double result_bar,
// CHECK-NEXT: std::vector<double>& x_bar, std::array<double, 2>& w_bar);
// CHECK: double weighted_jvp(const std::vector<double>& x, const std::array<double, 2>& w,
// CHECK-NEXT: const std::vector<double>& x_dot, const std::array<double, 2>& w_dot,
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double weighted(const std::vector<double>& x, const std::array<double, 2>& w) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += w[i % 2] * x[i] * x[i];
  for (double v : x)
    sum += v * w.back();
  return sum;
}

// CHECK: void scaled_vjp(const std::vector<double>& x, double k, std::vector<double>& x_bar, double* k_bar,
// CHECK-NEXT: const std::vector<double>& y_bar);
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void scaled(const std::vector<double>& x, double k, std::vector<double>& y) {
  for (std::size_t i = 0; i < y.size(); ++i)
    y[i] = k * x[i];
}

// CHECK: void decay_vjp(std::vector<double>& u, double k, std::vector<double>& u_bar, double* k_bar);
PULLBACK(vjp, value_and_vjp, split, jvp)
void decay(std::vector<double>& u, double k) {
  for (double& v : u)
    v *= k * v;
}

#ifdef MAIN
#include "containers.pullback.h"
#include <cmath>
#include <cstdio>

static int failures = 0;
static void expect(const char* what, double have, double want) {
  if (!(std::fabs(have - want) < 1e-12 * (1 + std::fabs(want)))) {
    std::printf("%s: %.12g, wanted %.12g\n", what, have, want);
    ++failures;
  }
}

int main() {
  const std::vector<double> x{0.5, -1.5, 2};
  const std::array<double, 2> w{1.25, -0.75};
  std::vector<double> x_bar(3, 1.0);
  std::array<double, 2> w_bar{};
  weighted_vjp(x, w, 2, x_bar, w_bar);
  for (std::size_t i = 0; i < 3; ++i)
    expect("weighted x", x_bar[i], 1 + 2 * (2 * w[i % 2] * x[i] + w[1]));
  expect("weighted w0", w_bar[0], 2 * (x[0] * x[0] + x[2] * x[2]));
  expect("weighted w1", w_bar[1], 2 * (x[1] * x[1] + x[0] + x[1] + x[2]));
  weighted_saved saved;
  std::vector<double> again(3, 1.0);
  std::array<double, 2> w_again{};
  expect("weighted fwd", weighted_fwd(x, w, saved), weighted(x, w));
  weighted_rev(x, w, saved, 2, again, w_again);
  for (std::size_t i = 0; i < 3; ++i)
    expect("weighted rev", again[i], x_bar[i]);
  double value_dot = 0;
  const std::vector<double> x_dot{1, 0, 0};
  expect("weighted jvp", weighted_jvp(x, w, x_dot, {}, &value_dot), weighted(x, w));
  expect("weighted dot", value_dot, 2 * w[0] * x[0] + w[1]);

  const std::vector<double> y_bar{1, 2, 3};
  std::vector<double> x_grad(3), y(3), y_dot(3);
  double k_bar = 0;
  scaled_vjp(x, 0.5, x_grad, &k_bar, y_bar);
  expect("scaled k", k_bar, x[0] + 2 * x[1] + 3 * x[2]);
  expect("scaled x", x_grad[2], 1.5);
  scaled_jvp(x, 0.5, y, x_dot, 2, y_dot);
  expect("scaled y", y[1], 0.5 * x[1]);
  expect("scaled dot", y_dot[0], 2 * x[0] + 0.5);
  scaled_saved kept;
  scaled_fwd(x, 0.5, y, kept);
  std::vector<double> x_rev(3);
  double k_rev = 0;
  scaled_rev(x, 0.5, kept, x_rev, &k_rev, y_bar);
  expect("scaled rev", k_rev, k_bar);

  std::vector<double> u = x, u_bar{1, 1, 1};
  double decay_bar = 0;
  decay_vjp(u, 0.5, u_bar, &decay_bar);
  expect("decay u", u[2], 2);
  expect("decay u_bar", u_bar[1], 2 * 0.5 * x[1]);
  expect("decay k", decay_bar, 0.25 + 2.25 + 4);
  return failures;
}
#endif
