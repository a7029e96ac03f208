// RUN: pullback %s -o - | FileCheck %s --implicit-check-not='lambda_at' --implicit-check-not='__sweep'
// A function template that calls itself with a lambda: its name says neither where the lambda stands, which would tell
// of folders, nor has it two underscores, which are reserved.
#include <pullback/pullback.h>

template <class F> static double twice(F f, double a, int depth) {
  if (depth == 0)
    return f(a);
  return twice(f, a * 0.5, depth - 1) + twice(f, a + 1, depth - 1);
}

// CHECK: static double twice_lambda_sweep_both(const double* f_x, double a, int depth, double result_bar,
PULLBACK(vjp, wrt(x[1]))
double f(const double *x) {
  return twice([&](double t) { return x[0] * t * t; }, 1.0, 4);
}
