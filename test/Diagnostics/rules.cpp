// RUN: %python %S/../Contract/refuse.py %s
// PULLBACK_RULE: syntax, names, signatures.

//--- no-function
PULLBACK_RULE(vjp) // ERROR: rule-syntax
void g(double x, double result_bar, double* x_bar);

//--- two-modes
double f(double x);
PULLBACK_RULE(vjp, f, jvp) // ERROR: rule-syntax
void g(double x, double result_bar, double* x_bar);

//--- tangent-of-vjp
double f(double x);
PULLBACK_RULE(jvp, f) // ERROR: rule-signature
void g(double x, double result_bar, double* x_bar);
// NOTE: double g(double x, double x_dot, double *result_dot)

//--- value-without-value
double f(double x);
PULLBACK_RULE(value_and_vjp, f) // ERROR: rule-signature
void g(double x, double result_bar, double* x_bar);
// NOTE: double g(double x, double result_bar, double *x_bar)

//--- forward-sweep-alone
#include "part.h"
PULLBACK_RULE(split, f) // ERROR: rule-signature
double f_forward(double x, Kept& kept);
// NOTE: two functions beside each other have to be 'double f_fwd(double x, f_saved &saved)' and
// FILE: part.h
#pragma once
struct Kept { double x; };
double f(double x);

//--- sweeps-with-different-structs
#include "part.h"
double f_forward(double x, Kept& kept);
PULLBACK_RULE(split, f) // ERROR: rule-signature
void f_reverse(double x, const Other& kept, double result_bar, double* x_bar);
// FILE: part.h
#pragma once
struct Kept { double x; };
struct Other { double x; };
double f(double x);

//--- saved-values-in-the-source
double f(double x);
PULLBACK_RULE(split, f) // ERROR: type-not-in-header
struct Kept { double x; };
double f_forward(double x, Kept& kept);
void f_reverse(double x, const Kept& kept, double result_bar, double* x_bar);

//--- saved-values-without-copies
#include "part.h"
PULLBACK_RULE(split, f) // ERROR: rule-saved
double f_forward(double x, Kept& kept);
void f_reverse(double x, const Kept& kept, double result_bar, double* x_bar);
// FILE: part.h
#pragma once
struct Kept { double x; Kept(); Kept(const Kept&) = delete; };
double f(double x);

//--- two-rules-with-different-lists
double f(double x, double k);
PULLBACK_RULE(vjp, f, wrt(x))
void g(double x, double k, double result_bar, double* x_bar);
PULLBACK_RULE(jvp, f) // ERROR: rule-lists
double h(double x, double k, double x_dot, double k_dot, double* result_dot);
// NOTE: write the same lists in both

//--- member-as-a-rule
double f(double x);
struct Rules {
  PULLBACK_RULE(vjp, f) // ERROR: misplaced-annotation
  static void g(double x, double result_bar, double* x_bar);
};

//--- unknown-mode
double f(double x);
PULLBACK_RULE(vpj, f) // ERROR: unknown-mode
void g(double x, double result_bar, double* x_bar);

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
