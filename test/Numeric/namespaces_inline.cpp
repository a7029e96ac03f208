// RUN: %numeric %s
// Derivatives stand in the namespace of the primal, inline ones included, and so do the declarations of what they call.
#include <pullback/pullback.h>

#include <cmath>

namespace lab::detail {
inline namespace v1 {
double solve(double x) { return std::sin(x); }
void solve_adjoint(double x, double result_bar, double* x_bar) { *x_bar += result_bar * std::cos(x); }
PULLBACK_RULE(vjp, solve)
void solve_adjoint(double x, double result_bar, double* x_bar);
double gain = 3;

// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split)
double f(double x) { return solve(x) * gain; }
} // namespace v1

// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split)
double g(double x) { return v1::solve(x) * v1::gain * x; }
} // namespace lab::detail
