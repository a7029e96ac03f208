// RUN: %python %S/refuse.py %s
// Requests that cannot be meant: names, roles, modes.

//--- unknown-parameter
PULLBACK(vjp, wrt(z)) // ERROR: unknown-parameter
double f(double x) { return x; }

//--- unknown-parameter-beside-a-good-request
PULLBACK(vjp)
double good(double x) { return x * x; }
PULLBACK(vjp, of(z)) // ERROR: unknown-parameter
double f(double x) { return x; }

//--- obstacles-beside-a-bad-request
double solve(double x);
PULLBACK(vjp)
double g(double x) { return solve(x); } // ERROR: no-body
PULLBACK(vjp, of(z)) // ERROR: unknown-parameter
double f(double x) { return x; }

//--- integer-in-wrt
PULLBACK(vjp, wrt(n)) // ERROR: not-floating-point
double f(double x, int n) { return x * n; }

//--- integer-in-of
PULLBACK(vjp, of(n)) // ERROR: not-floating-point
double f(double x, int* n) { *n = 1; return x; }

//--- unknown-mode
PULLBACK(vpj) // ERROR: unknown-mode
double f(double x) { return x; }

//--- unknown-list
PULLBACK(vjp, with(x)) // ERROR: unknown-list
double f(double x) { return x; }

//--- no-mode
PULLBACK(wrt(x)) // ERROR: request-syntax
double f(double x) { return x; }

//--- of-by-value
PULLBACK(vjp, of(y)) // ERROR: not-writable
double f(double x, double y) { return x * y; }

//--- of-const-pointer
PULLBACK(vjp, of(y)) // ERROR: not-writable
double f(double x, const double* y) { return x * *y; }

//--- of-const-reference
PULLBACK(vjp, of(y)) // ERROR: not-writable
double f(double x, const double& y) { return x * y; }

//--- gradient-of-void
PULLBACK(gradient, of(y)) // ERROR: gradient-outputs
void f(double x, double* y) { *y = x; }

//--- gradient-with-another-output
PULLBACK(gradient, of(y)) // ERROR: gradient-outputs
double f(double x, double* y) { *y = x; return x; }

//--- gradient-with-in-out
PULLBACK(gradient) // ERROR: gradient-outputs
double f(double x, double& u) { u *= x; return x; }

//--- gradient-of-integer
PULLBACK(gradient) // ERROR: gradient-outputs
int f(double x, double& u) { u *= x; return 1; }

//--- no-output
PULLBACK(vjp) // ERROR: no-output
int f(double x) { return x > 0; }

//--- no-output-but-inputs
PULLBACK(vjp, wrt(x)) // ERROR: no-output
void f(double* x, int n) { for (int i = 0; i < n; ++i) x[i] *= 2; }
// NOTE: 'x' is an input, as it is in wrt(...) alone

//--- no-independent
PULLBACK(vjp) // ERROR: no-independent
double f(int n) { return n; }

//--- same-signature-twice
PULLBACK(vjp, wrt(x))
PULLBACK(vjp, wrt(y)) // ERROR: name-clash
double f(double x, double y) { return x * y; }
// NOTE: name(

//--- derivative-exists
void f_vjp(double x, double result_bar, double* x_bar);
PULLBACK(vjp) // ERROR: name-taken
double f(double x) { return x; }

//--- saved-exists
struct f_saved {};
PULLBACK(split) // ERROR: name-taken
double f(double x) { return x; }

//--- length-unknown-name
PULLBACK(vjp, wrt(x[m])) // ERROR: length-syntax
double f(const double* x, int n) { return x[n]; }

//--- scratch-and-wrt
PULLBACK(vjp, wrt(x), scratch(x)) // ERROR: conflicting-roles
double f(double* x) { return x[0]; }

//--- ambiguous-overload
double f(double x) { return x; }
double f(float x, int n) { return x * n; }
PULLBACK_DIFFERENTIATE(f, vjp); // ERROR: ambiguous-function

//--- unknown-function
PULLBACK_DIFFERENTIATE(nowhere, vjp); // ERROR: unknown-function

//--- template-without-instantiation
PULLBACK(vjp) // ERROR: no-instantiation
template <class T> T f(T x) { return x * x; }

//--- annotation-in-header-only
#include "part.h"
double g(double x) { return f(x); }
// NOTE: nothing is requested
// FILE: part.h
#pragma once
#include <pullback/pullback.h>
PULLBACK(vjp)
inline double f(double x) { return x * x; }

//--- nothing-requested
double f(double x) { return x; }
// NOTE: nothing-requested

//--- no-body-of-the-requested
PULLBACK_DIFFERENTIATE(f, vjp); // ERROR: unknown-function

//--- rule-signature
double special(double x, int n);
PULLBACK_RULE(vjp, special) // ERROR: rule-signature
void special_adjoint(double x, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(double x) { return special(x, 2); }
// NOTE: void special_adjoint(double x, int n, double result_bar, double *x_bar)

//--- type-in-the-source
struct Point { double x, y; };
PULLBACK(vjp)
double f(const Point& p) { return p.x * p.y; } // ERROR: type-not-in-header

//--- const-member
#include "part.h"
PULLBACK(vjp) // ERROR: const-member
double f(Point& p) { return p.x * p.y; }
// FILE: part.h
#pragma once
struct Point { double x; const double y; };
