// RUN: %python %S/../Contract/refuse.py %s
// PULLBACK_RULE: syntax, names, signatures.

//--- no-function
PULLBACK_RULE(vjp) // ERROR: rule-syntax
void g(double x, double result_bar, double* x_bar);

//--- two-modes
double f(double x);
PULLBACK_RULE(vjp, f, jvp) // ERROR: rule-syntax
void g(double x, double result_bar, double* x_bar);

//--- other-mode
double f(double x);
PULLBACK_RULE(jvp, f) // ERROR: not-supported
double g(double x, double x_dot, double* result_dot);

//--- unknown-mode
double f(double x);
PULLBACK_RULE(vpj, f) // ERROR: unknown-mode
void g(double x, double result_bar, double* x_bar);

//--- scratch
double f(double x, double* work);
PULLBACK_RULE(vjp, f, scratch(work[2])) // ERROR: not-supported
void g(double x, double* work, double result_bar, double* x_bar);

//--- without-adjoint-of-what-wrt-leaves-out
double f(double x, double k);
PULLBACK_RULE(vjp, f, wrt(x)) // ERROR: rule-signature
void g(double x, double k, double result_bar, double* x_bar, double* k_bar);
// NOTE: void g(double x, double k, double result_bar, double *x_bar)

//--- two-rules
double f(double x);
PULLBACK_RULE(vjp, f)
void g(double x, double result_bar, double* x_bar);
PULLBACK_RULE(vjp, f) // ERROR: rule-twice
void h(double x, double result_bar, double* x_bar);
// NOTE: the other rule is 'g'

//--- unknown-function
PULLBACK_RULE(vjp, f) // ERROR: unknown-function
void g(double x, double result_bar, double* x_bar);

//--- before-no-function
double f(double x);
PULLBACK_RULE(vjp, f) // ERROR: misplaced-annotation
extern double g;

//--- missing-seed
void f(const double* x, int n, double* y);
PULLBACK_RULE(vjp, f, of(y)) // ERROR: rule-signature
void g(const double* x, int n, double* x_bar);
// NOTE: void g(const double *x, int n, double *x_bar, const double *y_bar)

//--- wrong-const
double f(const double& x);
PULLBACK_RULE(vjp, f) // ERROR: rule-signature
void g(const double& x, double result_bar, const double& x_bar);
// NOTE: void g(const double &x, double result_bar, double &x_bar)

//--- in-out
void f(double* u);
PULLBACK_RULE(vjp, f) // ERROR: rule-signature
void g(double* u);
// NOTE: void g(double *u, double *u_bar)

//--- unknown-parameter
void f(const double* x, double* y);
PULLBACK_RULE(vjp, f, of(z)) // ERROR: unknown-parameter
void g(const double* x, double* x_bar, const double* z_bar);
