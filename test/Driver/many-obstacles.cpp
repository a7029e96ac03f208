// RUN: not pullback %s --list 2>&1 | FileCheck %s --implicit-check-not="too many errors"
// RUN: not pullback %s -o %t.cpp 2>&1 | FileCheck %s --implicit-check-not="too many errors"
// Obstacles are all shown, however many there are: Clang's limit of 20 errors is for the errors of a compiler.
#include <pullback/pullback.h>

double hidden(double);

// CHECK-COUNT-24: error: cannot differentiate the call to 'hidden': its body is not visible [no-body]
#define REQUEST(name) PULLBACK(vjp) double name(double x) { return hidden(x) * x; }
REQUEST(a0) REQUEST(a1) REQUEST(a2) REQUEST(a3) REQUEST(a4) REQUEST(a5) REQUEST(a6) REQUEST(a7)
REQUEST(b0) REQUEST(b1) REQUEST(b2) REQUEST(b3) REQUEST(b4) REQUEST(b5) REQUEST(b6) REQUEST(b7)
REQUEST(c0) REQUEST(c1) REQUEST(c2) REQUEST(c3) REQUEST(c4) REQUEST(c5) REQUEST(c6) REQUEST(c7)
