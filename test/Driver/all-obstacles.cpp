// RUN: not pullback %s --list -- -std=c++17 2>&1 | FileCheck %s
// RUN: not pullback %s -o %t.cpp -- -std=c++17 2>&1 | FileCheck %s
// RUN: test ! -f %t.cpp
// Every obstacle of every request in one run, with the way from the request to the place: those that the frontend meets
// and, for requests that it can read, those of later stages.
#include <pullback/pullback.h>

// CHECK: all-obstacles.cpp:[[@LINE+4]]:{{.*}} error: cannot differentiate the call to 'hidden': its body is not visible [no-body]
// CHECK: note: give it a derivative with PULLBACK_RULE(vjp, hidden), or declare it PULLBACK_INACTIVE
// CHECK: note: such a rule declares 'void hidden_vjp(const double *x, int n, double &y, double *x_bar, double &y_bar)'
void hidden(const double* x, int n, double& y);
static double inner(double x) { double y = 0; hidden(&x, 1, y); return y; }
static double outer(double x) { return inner(x) + 1; }

// CHECK: all-obstacles.cpp:[[@LINE-2]]:{{.*}} note: 'inner' is called here
// CHECK: all-obstacles.cpp:[[@LINE+2]]:{{.*}} note: 'outer' is called here
PULLBACK(vjp)
double first(double x) { return outer(x) * outer(x * x); }

// CHECK: all-obstacles.cpp:[[@LINE+3]]:{{.*}} error: cannot differentiate this cast: the object behind it has another type [reinterpret-cast]
PULLBACK(vjp)
double second(double x) {
  return reinterpret_cast<long&>(x) ? x : 1;
}

// CHECK: all-obstacles.cpp:[[@LINE+2]]:{{.*}} error: cannot treat 'y' as a pure output: it may be read here before it is written [output-read]
PULLBACK(vjp, of(y))
void third(const double* x, double* y) { y[0] += x[0]; }

// CHECK: all-obstacles.cpp:[[@LINE+2]]:{{.*}} error: cannot treat 'x' as an input alone: it is written to here [wrt-written]
PULLBACK(vjp, wrt(x))
void fourth(double* x, double* y) { x[0] = y[0]; }
