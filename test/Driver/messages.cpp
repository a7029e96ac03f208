// What a primal throws, its derivatives throw with the same message: made of text that is handed on, numbers and streams,
// and as objects of the user's classes.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o messages.pullback.cpp -- -std=c++17 -I%include -I%S/Inputs
// RUN: FileCheck %s < messages.pullback.cpp
// RUN: %clangxx %warnflags -Wno-unused-parameter -I%include -I%S/Inputs -I. -DMAIN %s messages.pullback.cpp -o main && ./main 2>&1 | FileCheck %s --check-prefix=THROWN
#include "solver_error.h"
#include <cmath>
#include <pullback/pullback.h>
#include <sstream>
#include <stdexcept>
#include <string>

static void checkPositive(const char *name, double x) {
  if (!(x > 0))
    throw std::domain_error(std::string(name) + " must be positive");
}

template <class T>
void checkFinite(const char *function, const char *name, const T &x) {
  if (!std::isfinite(x)) {
    std::ostringstream message;
    message << function << ": " << name << " is " << x;
    message << ", but must be finite!";
    throw std::domain_error(message.str());
  }
}

[[noreturn]] static void fail(const char *what) { throw std::runtime_error(what); }

PULLBACK(vjp, gradient, split, jvp)
double density(const double *y, int n, double sigma) {
  static const char *function = "density";
  checkFinite(function, "Scale parameter", sigma);
  checkPositive("Scale parameter", sigma);
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (y[i] > 100)
      throw std::out_of_range("y[" + std::to_string(i) + "] of " + function + " is " + std::to_string(y[i]));
    if (y[i] < -100)
      fail(i == 0 ? "first" : "another");
    sum -= y[i] * y[i] / (2 * sigma * sigma);
  }
  return sum - n * std::log(sigma);
}

PULLBACK(vjp)
double root(double x, int n) {
  std::string where = "root of " + std::to_string(n);
  where += " steps";
  if (n < 0)
    throw solver::Error("negative: " + std::to_string(n), solver::Cause::input, x);
  if (n == 0)
    throw solver::Error(where, solver::Cause::steps);
  if (!(x > 0))
    throw std::invalid_argument(where);
  return std::sqrt(x) * n;
}

// CHECK: void density_vjp
// CHECK: if (!std::isfinite(sigma))
// CHECK-NEXT: throw std::domain_error(
// CHECK: std::ostringstream() << "density" << ": " << "Scale parameter"
// CHECK: .str());
// CHECK: throw std::domain_error(std::string("Scale parameter") + " must be positive");
// CHECK: std::string("y[") + std::to_string(i) + "] of " + "density" + " is " +
// CHECK: throw std::runtime_error(i == 0 ? "first" : "another");

// CHECK: void root_vjp
// CHECK: throw solver::Error(std::string("negative: ") + std::to_string(n), solver::Cause::input, x);
// CHECK: throw solver::Error(std::string("root of ") + std::to_string(n) + " steps",
// CHECK-NEXT: solver::Cause::steps);
// CHECK: throw std::invalid_argument(std::string("root of ") + std::to_string(n) + " steps");

#ifdef MAIN
#include "messages.pullback.h"
#include <cstdio>
template <class Call>
void run(Call call) {
  try {
    call();
    std::printf("nothing\n");
  } catch (const std::exception &thrown) {
    std::printf("%s\n", thrown.what());
  }
}
int main() {
  const double y[2] = {1, 200}, z[2] = {-200, 1}, dot[2] = {};
  double bar[2] = {}, scale = 0, result = 0;
  run([&] { density_vjp(y, 2, INFINITY, 1, bar, &scale); });
  run([&] { density_gradient(y, 2, -1, bar, &scale); });
  run([&] { density_jvp(y, 2, 1, dot, 0, &result); });
  run([&] {
    density_saved saved;
    density_fwd(z, 2, 1, saved);
  });
  run([&] { density_vjp(y, 1, 1, 1, bar, &scale); });
  run([&] { root_vjp(2, -3, 1, bar); });
  run([&] { root_vjp(2, 0, 1, bar); });
  run([&] { root_vjp(-1, 4, 1, bar); });
}
#endif
// THROWN: density: Scale parameter is inf, but must be finite!
// THROWN-NEXT: Scale parameter must be positive
// THROWN-NEXT: y[1] of density is 200.000000
// THROWN-NEXT: first
// THROWN-NEXT: nothing
// THROWN-NEXT: negative: -3 (input, 2.000000)
// THROWN-NEXT: root of 0 steps (steps, 0.000000)
// THROWN-NEXT: root of 4 steps
