// RUN: not pullback %s -o - -- -std=c++17 2>&1 | FileCheck %s
// What a rule's function overwrites must not have been used before, in a loop with snapshots either.
#include <pullback/pullback.h>

void solve(const double* a, const double* b, double* x);
PULLBACK_RULE(vjp, solve, wrt(a[4], b[2]), of(x[2]))
void solve_adjoint(const double* a, const double* b, double* a_bar, double* b_bar, const double* x_bar);

PULLBACK(vjp, wrt(u[2], a[4]))
double used(const double* u, const double* a, int steps) {
  double s = u[0], v = u[1];
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    const double b[2] = {s, v};
    double x[2] = {s * v, v};
    v += x[0] * x[1];
    // CHECK: snapshot_rule_output.cpp:[[# @LINE + 1]]:{{.*}}its output may overwrite values that were used before [rule-output]
    solve(a, b, x);
    s = x[0] - x[1];
  }
  return s * v;
}
