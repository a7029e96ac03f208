// RUN: %python %S/refuse.py %s
// Calls that a rule of the user's does not cover.

//--- forward-mode-without-rule
double g(double x);
PULLBACK_RULE(vjp, g)
void g_adjoint(double x, double result_bar, double* x_bar);
PULLBACK(jvp)
double f(double x) { return g(x); } // ERROR: no-rule

//--- input-overwritten-after-the-call
void solve(const double* a, double* r);
PULLBACK_RULE(vjp, solve, of(r))
void solve_adjoint(const double* a, double* a_bar, const double* r_bar);
PULLBACK(vjp)
double f(double x) {
  double a[2] = {x, x};
  double r[2], last[2];
  solve(a, r); // ERROR: rule-input
  a[0] = r[0];
  solve(a, last);
  return last[0];
}

//--- output-used-before-the-call
void solve(const double* a, double* r);
PULLBACK_RULE(vjp, solve, of(r))
void solve_adjoint(const double* a, double* a_bar, const double* r_bar);
PULLBACK(vjp)
double f(double x, int i) {
  double a[2] = {x, x};
  double r[2] = {x, x};
  const double before = r[i];
  solve(a, r); // ERROR: rule-output
  return before + r[0];
}

//--- argument-without-adjoint
void scale(const double* a, const double* b, double* r);
PULLBACK_RULE(vjp, scale, of(r))
void scale_adjoint(const double* a, const double* b, double* a_bar, double* b_bar, const double* r_bar);
PULLBACK(vjp)
double f(double x) {
  double a[2] = {x, x};
  double b[2] = {1, 2};
  double r[2];
  scale(a, b, r); // ERROR: rule-argument
  return r[0];
}
