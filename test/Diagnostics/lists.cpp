// RUN: %python %S/../Contract/refuse.py %s
// The syntax of requests and what their lists may say.

//--- empty-clause
PULLBACK(vjp, , wrt(x)) // ERROR: request-syntax
double f(double x) { return x; }

//--- empty-list
PULLBACK(vjp, wrt()) // ERROR: request-syntax
double f(double x) { return x; }

//--- list-without-parentheses
PULLBACK(vjp, wrt) // ERROR: request-syntax
double f(double x) { return x; }

//--- list-twice
PULLBACK(vjp, wrt(x), wrt(y)) // ERROR: request-syntax
double f(double x, double y) { return x * y; }

//--- name-twice-in-a-list
PULLBACK(vjp, wrt(x, x)) // ERROR: request-syntax
double f(double x) { return x; }

//--- number-in-a-list
PULLBACK(vjp, wrt(1)) // ERROR: request-syntax
double f(double x) { return x; }

//--- expression-in-a-list
PULLBACK(vjp, wrt(*x)) // ERROR: request-syntax
double f(const double* x) { return *x; }

//--- two-names
PULLBACK(vjp, name(a, b)) // ERROR: request-syntax
double f(double x) { return x; }

//--- unknown-word
PULLBACK(vjp, x) // ERROR: unknown-mode
double f(double x) { return x; }
// NOTE: parameters stand in wrt(...) or of(...)

//--- length-of-scalar
PULLBACK(vjp, wrt(x[3])) // ERROR: length-of-scalar
double f(double x) { return x; }

//--- length-against-declaration
PULLBACK(vjp, wrt(x[3])) // ERROR: length-mismatch
double f(const double x[4]) { return x[0]; }

//--- two-lengths
PULLBACK(vjp, wrt(u[2]), of(u[3])) // ERROR: length-mismatch
void f(double* u) { u[0] *= 2; }

//--- length-of-a-floating-point-number
PULLBACK(vjp, wrt(x[s])) // ERROR: length-syntax
double f(const double* x, double s) { return x[0] * s; }

//--- length-calls-a-function
PULLBACK(vjp, wrt(x[size(n)])) // ERROR: length-syntax
double f(const double* x, int n) { return x[n]; }

//--- length-ends-early
PULLBACK(vjp, wrt(x[n +])) // ERROR: length-syntax
double f(const double* x, int n) { return x[n]; }

//--- length-names-no-field
#include "part.h"
PULLBACK(vjp, wrt(x[g.m])) // ERROR: length-syntax
double f(const double* x, const Grid& g) { return x[g.n]; }
// FILE: part.h
#pragma once
struct Grid { int n; };

//--- scratch-and-inactive
PULLBACK(vjp, scratch(w), inactive(w)) // ERROR: conflicting-roles
double f(double x, double* w) { w[0] = x; return w[0]; }

//--- inactive-and-wrt
PULLBACK(vjp, wrt(x, y), inactive(y)) // ERROR: conflicting-roles
double f(double x, double y) { return x * y; }

//--- declared-inactive-and-wrt
PULLBACK(vjp, wrt(x, y)) // ERROR: conflicting-roles
double f(double x, PULLBACK_INACTIVE double y) { return x * y; }

//--- scratch-by-value
PULLBACK(vjp, scratch(y)) // ERROR: not-writable
double f(double x, double y) { return x * y; }

//--- every-error-at-once
PULLBACK(vjp, wrt(a, n)) // ERROR: not-floating-point
double f(double x, int n) { return x * n; }
PULLBACK(vjp, of(x)) // ERROR: not-writable
double g(double x) { return x; }
