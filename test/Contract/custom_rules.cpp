// RUN: %python %S/refuse.py %s
// Calls that a rule of the user's does not cover.

//--- forward-mode-without-rule
double g(double x);
PULLBACK_RULE(vjp, g)
void g_adjoint(double x, double result_bar, double* x_bar);
PULLBACK(jvp)
double f(double x) { return g(x); } // ERROR: no-rule

//--- forward-mode-of-a-function-that-writes
void advance(const double* x, int n, double* u);
PULLBACK_RULE(vjp, advance, wrt(x[n], u[n]), of(u[n]))
void advance_adjoint(const double* x, int n, double* u, double* x_bar, double* u_bar);
PULLBACK(jvp)
void f(const double* x, int n, double* u) { advance(x, n, u); } // ERROR: no-rule

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

//--- reverse-mode-without-rule
double g(double x);
PULLBACK_RULE(jvp, g)
double g_tangent(double x, double x_dot, double* result_dot);
PULLBACK(vjp)
double f(double x) { return g(x); } // ERROR: no-rule
// NOTE: give it a derivative with PULLBACK_RULE(vjp, g)

//--- tangent-of-unknown-length
double h(double x, const double* y);
PULLBACK_RULE(jvp, h)
double h_tangent(double x, const double* y, double x_dot, const double* y_dot, double* result_dot); // ERROR: length-needed
// NOTE: give it in the rule, as in PULLBACK_RULE(jvp, h, wrt(..., y[n]))
PULLBACK(jvp)
double f(double x, int n) {
  double c[2] = {1, 2};
  return h(x, c);
}

//--- independent-that-the-rule-leaves-out-in-forward-mode
double scale(double x, double k);
PULLBACK_RULE(jvp, scale, wrt(x))
double scale_tangent(double x, double k, double x_dot, double* result_dot);
PULLBACK(jvp)
double f(double x, double k) { return scale(x, k); } // ERROR: rule-argument

//--- outputs-of-unknown-length-with-the-value
void fill(double x, double* y);
PULLBACK_RULE(value_and_vjp, fill, of(y))
void fill_both(double x, double* y, double* x_bar, const double* y_bar); // ERROR: length-needed
// NOTE: give it in the rule, as in PULLBACK_RULE(value_and_vjp, fill, of(y[n]))
PULLBACK(vjp)
double f(double x) {
  double y[2];
  fill(x, y);
  return y[0] * y[1];
}

//--- work-space-of-unknown-length
double g(double x, double* work);
PULLBACK_RULE(vjp, g, scratch(work))
void g_adjoint(double x, double* work, double result_bar, double* x_bar); // ERROR: length-needed
// NOTE: give it in the rule, as in PULLBACK_RULE(vjp, g, scratch(work[n]))
PULLBACK(vjp)
double f(double x) {
  double work[2];
  return g(x, work);
}

//--- member-of-a-class-that-stands-in-the-source
struct Model { double k; double apply(double x) const; };
PULLBACK_RULE(vjp, Model::apply)
void apply_adjoint(const Model& self, double x, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(double x) {
  Model model = {2};
  return model.apply(x); // ERROR: internal-linkage
}

//--- output-of-a-call-in-a-loop
void solve(const double* a, double* r);
PULLBACK_RULE(vjp, solve, of(r))
void solve_adjoint(const double* a, double* a_bar, const double* r_bar);
PULLBACK(vjp)
double f(const double* x, int n) {
  double r[2], sum = 0;
  for (int i = 0; i < n; ++i) {
    if (i > 0)
      sum += r[i % 2] * x[i];
    solve(x, r); // ERROR: rule-output
  }
  return sum;
}

//--- output-to-a-place-with-values
void solve(const double* a, double* r);
PULLBACK_RULE(vjp, solve, of(r))
void solve_adjoint(const double* a, double* a_bar, const double* r_bar);
PULLBACK(vjp)
void f(const double* x, double* u) {
  const double before = u[0];
  solve(x, u); // ERROR: rule-output
  u[1] = before;
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
void scale_adjoint(const double* a, const double* b, double* a_bar, double* b_bar, const double* r_bar); // ERROR: length-needed
PULLBACK(vjp)
double f(double x) {
  double a[2] = {x, x};
  double b[2] = {1, 2};
  double r[2];
  scale(a, b, r);
  return r[0];
}

//--- in-out-of-unknown-length
double advance(const double* x, int n, double* u);
PULLBACK_RULE(vjp, advance)
void advance_adjoint(const double* x, int n, double* u, double result_bar, double* x_bar, double* u_bar); // ERROR: length-needed
// NOTE: give it in the rule, as in PULLBACK_RULE(vjp, advance, wrt(..., u[n]), of(u[n]))
PULLBACK(vjp, value_and_vjp, split)
double f(const double* x, double* u, int n) { return advance(x, n, u) * u[0]; }

//--- counters-of-unknown-length
double count(double x, int* calls);
PULLBACK_RULE(vjp, count)
void count_adjoint(double x, int* calls, double result_bar, double* x_bar); // ERROR: length-needed
// NOTE: give it in the rule, as in PULLBACK_RULE(vjp, count, inactive(calls[n]))
PULLBACK(vjp)
double f(double x) {
  int calls = 0;
  return count(x, &calls);
}

//--- input-of-a-user-who-may-change-it-between-the-sweeps
double energy(const double* x);
PULLBACK_RULE(vjp, energy)
void energy_adjoint(const double* x, double result_bar, double* x_bar);
PULLBACK(split)
double f(double* u) { return energy(u); } // ERROR: rule-input

//--- input-that-vanishes
double energy(const double* x);
PULLBACK_RULE(vjp, energy)
void energy_adjoint(const double* x, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    double v[2] = {x[i], x[i] * x[i]};
    sum += energy(v); // ERROR: rule-input
  }
  return sum;
}

//--- input-that-vanishes-with-a-branch
double energy(const double* x);
PULLBACK_RULE(vjp, energy)
void energy_adjoint(const double* x, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(const double* x, double k) {
  double sum = k;
  if (k > 0) {
    double v[2];
    for (int i = 0; i < 2; ++i) v[i] = x[i] * k;
    sum += energy(v); // ERROR: rule-input
  }
  return sum;
}

//--- independent-that-the-rule-leaves-out
double scale(double x, double k);
PULLBACK_RULE(vjp, scale, wrt(x))
void scale_adjoint(double x, double k, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(double x, double k) { return scale(x, k); } // ERROR: rule-argument

//--- inactive-output-over-active-values
double next(double x, double* state);
PULLBACK_RULE(vjp, next, inactive(state[2]))
void next_adjoint(double x, double* state, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(double x) {
  double state[2] = {x, 1};
  return next(x, state) * state[0]; // ERROR: rule-argument
}

//--- input-and-output-in-one-array
void advance(const double* x, int n, double* u);
PULLBACK_RULE(vjp, advance, wrt(x[n], u[n]), of(u[n]))
void advance_adjoint(const double* x, int n, double* u, double* x_bar, double* u_bar);
PULLBACK(vjp)
void f(double* u, int n) { advance(u, n, u + n); } // ERROR: rule-overlap

//--- inactive-function-that-may-overwrite
PULLBACK_INACTIVE void report(double* values);
PULLBACK(vjp)
double f(double x) {
  double a[2] = {x, x};
  report(a); // ERROR: inactive-output
  return a[0];
}

//--- inactive-function-that-may-overwrite-in-forward-mode
PULLBACK_INACTIVE void fill(double* values) { values[0] = 1; }
PULLBACK(jvp)
double f(double x) {
  double a[2] = {x, x};
  fill(a); // ERROR: inactive-output
  return a[0];
}
