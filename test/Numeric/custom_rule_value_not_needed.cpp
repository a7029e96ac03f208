// RUN: %numeric %s
// RUN: pullback %s -o %t.cpp --header %t.h -- -std=c++17
// RUN: FileCheck %s < %t.cpp
// A function with a rule is called where its value is needed, and only there.
// CHECK-SOURCE: Inputs/solve.cpp
#include <pullback/pullback.h>

#include "Inputs/solve.h"

// CHECK-LABEL: void alone_vjp(
// CHECK-NOT: special(x)
// CHECK: special_adjoint(x, result_bar,
// CHECK-LABEL: double alone_value_and_vjp(
// CHECK: {{^}}  const double special_value = special(x);
// CHECK-INPUT: x = 0.3
PULLBACK(vjp, value_and_vjp)
double alone(double x) { return special(x); }

// CHECK-LABEL: void scaled_vjp(
// CHECK: special(x)
// CHECK-INPUT: x = 0.3
PULLBACK(vjp)
double scaled(double x) { return special(x) * x; }
