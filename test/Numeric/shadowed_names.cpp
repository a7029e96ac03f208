// RUN: %numeric %s
// Names that clash with generated ones: a parameter x_bar, a local called saved, shadowed loop variables.
#include <pullback/pullback.h>

// CHECK-INPUT: x = 1.3, x_bar = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double clash(double x, double x_bar) {
  double saved = x * x_bar;
  double result_bar = saved * x;
  double i = 2;
  for (int i = 0; i < 3; ++i) {
    double x = result_bar * i;
    saved += x * x_bar;
  }
  { double saved = i * x; result_bar *= saved; }
  return saved * result_bar;
}

// CHECK-INPUT: s = 0.5, t = 0.25
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double jvp(double s, double t) { const double s_dot = s * t, t_bar = s_dot * s; return t_bar * s_dot; }
