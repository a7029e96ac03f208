// RUN: %python %S/../Contract/refuse.py %s
// Users' rules that do not fit, and calls that a rule cannot stand for.

//--- rule-syntax
double solve(double b);
PULLBACK_RULE(solve) // ERROR: rule-syntax
void solve_adjoint(double b, double result_bar, double* b_bar);
PULLBACK(vjp)
double f(double x) { return solve(x); }

//--- no-jvp-rule
double solve(double b);
PULLBACK_RULE(vjp, solve)
void solve_adjoint(double b, double result_bar, double* b_bar);
PULLBACK(jvp)
double f(double x) { return solve(x); } // ERROR: no-rule

//--- input-overwritten
double norm(const double* b, int n);
PULLBACK_RULE(vjp, norm)
void norm_adjoint(const double* b, int n, double result_bar, double* b_bar);
PULLBACK(vjp, wrt(x[n]), of(x))
double f(double* x, int n) {
  const double s = norm(x, n); // ERROR: rule-input
  x[0] = s;
  return s;
}

//--- passive-argument
double dot(const double* a, const double* b, int n);
PULLBACK_RULE(vjp, dot)
void dot_adjoint(const double* a, const double* b, int n, double result_bar, double* a_bar, double* b_bar);
PULLBACK(vjp, wrt(x[n]))
double f(const double* x, const double* data, int n) { return dot(x, data, n); } // ERROR: rule-argument

//--- output-held-a-value
void scale(const double* b, int n, double* x);
PULLBACK_RULE(vjp, scale, of(x))
void scale_adjoint(const double* b, int n, double* b_bar, const double* x_bar);
PULLBACK(vjp, wrt(b[n]))
double f(const double* b, int n) {
  double x[4] = {b[0], b[1], b[2], b[3]};
  double s = x[0] * x[3];
  scale(b, n, x); // ERROR: rule-output
  return s + x[1];
}
