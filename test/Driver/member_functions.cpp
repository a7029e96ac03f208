// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S
// RUN: FileCheck %s --input-file=member_functions.pullback.h
// RUN: %clangxx %warnflags -fsanitize=address,undefined -I%include -I%S -I. -DMAIN %s member_functions.pullback.cpp -o main
// RUN: ./main
// Derivatives of members are free functions in the namespace of the class. The object of a const member is passive
// unless it is named, that of another one is in-out; static members and lambdas have no object.
#include "Inputs/spring.h"
#include <pullback/pullback.h>

// CHECK: void cube_vjp(double x, double result_bar, double* x_bar);
PULLBACK(vjp)
static const auto cube = [](double x) { return x * x * x; };

// CHECK: namespace mechanics
// CHECK: void energy_vjp(const mechanics::Spring& self, double x, double result_bar, double* x_bar);
PULLBACK_DIFFERENTIATE(mechanics::Spring::energy, vjp);
// CHECK: void energyOf_vjp(const mechanics::Spring& self, double x, double result_bar,
// CHECK-NEXT: mechanics::Spring& self_bar, double* x_bar);
// CHECK: double energyOf_jvp(const mechanics::Spring& self, double x, const mechanics::Spring& self_dot,
PULLBACK_DIFFERENTIATE(mechanics::Spring::energy, vjp, jvp, wrt(self, x), name(energyOf));
// CHECK: double step_value_and_vjp(mechanics::Spring& self, double dt, int n, double result_bar,
// CHECK-NEXT: mechanics::Spring& self_bar, double* dt_bar);
PULLBACK(value_and_vjp, split, jvp)
double mechanics::Spring::step(double dt, int n) {
  for (int i = 0; i < n; ++i) {
    v -= dt * k * q;
    q += dt * v;
  }
  return energy(q) + v * v / 2;
}
// CHECK: double Spring_call_gradient(const mechanics::Spring& self, double x, double* x_bar);
PULLBACK_DIFFERENTIATE(mechanics::Spring::operator(), gradient);
// CHECK: void twice_vjp(double x, double result_bar, double* x_bar);
PULLBACK_DIFFERENTIATE(mechanics::Spring::twice, vjp);

#ifdef MAIN
#include "member_functions.pullback.h"
#include <cmath>
#include <cstdio>

static int failures = 0;
static void expect(const char *what, double have, double want) {
  if (std::fabs(have - want) > 1e-6 * (1 + std::fabs(want))) {
    std::printf("%s: %.12g, wanted %.12g\n", what, have, want);
    ++failures;
  }
}

int main() {
  using mechanics::Spring;
  const Spring s{1.5, 0.4, -0.3};
  double x_bar = 0;
  Spring s_bar{};
  mechanics::energy_vjp(s, 0.7, 2, &x_bar);
  expect("energy x", x_bar, 2 * 1.5 * 0.7);
  mechanics::energyOf_vjp(s, 0.7, 2, s_bar, &x_bar);
  expect("energyOf k", s_bar.k, 0.7 * 0.7);
  expect("energyOf x", x_bar, 2 * 2 * 1.5 * 0.7);
  x_bar = 0;
  expect("call", mechanics::Spring_call_gradient(s, 0.7, &x_bar), 1.5 * 0.7);
  expect("call x", x_bar, 1.5);
  mechanics::twice_vjp(0.7, 3, &x_bar);
  expect("twice x", x_bar, 7.5);
  double c_bar = 0;
  expect("cube", cube(2), 8);
  cube_vjp(2, 1, &c_bar);
  expect("cube x", c_bar, 12);

  // step: the gradient of its result and of the state that it leaves, with these seeds.
  const Spring seed{0.2, -0.6, 0.9};
  auto value = [&](Spring state, double dt) {
    double result = state.step(dt, 3);
    return 0.5 * result + seed.k * state.k + seed.q * state.q + seed.v * state.v;
  };
  Spring state = s, bar = seed;
  double dt_bar = 0;
  Spring kept = s;
  expect("step", mechanics::step_value_and_vjp(state, 0.1, 3, 0.5, bar, &dt_bar), kept.step(0.1, 3));
  const double h = 1e-6;
  auto slope = [&](double k, double q, double v, double dt) {
    auto at = [&](double t) { return value({s.k + t * k, s.q + t * q, s.v + t * v}, 0.1 + t * dt); };
    return (at(h) - at(-h)) / (2 * h);
  };
  expect("step k", bar.k, slope(1, 0, 0, 0));
  expect("step q", bar.q, slope(0, 1, 0, 0));
  expect("step v", bar.v, slope(0, 0, 1, 0));
  expect("step dt", dt_bar, slope(0, 0, 0, 1));
  Spring again = s, again_bar = seed;
  mechanics::step_saved saved;
  double again_dt_bar = 0;
  mechanics::step_fwd(again, 0.1, 3, saved);
  mechanics::step_rev(again, 0.1, 3, saved, 0.5, again_bar, &again_dt_bar);
  expect("split k", again_bar.k, bar.k);
  expect("split dt", again_dt_bar, dt_bar);
  return failures;
}
#endif
