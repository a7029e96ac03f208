// RUN: pullback %s -o - -- -isystem %S/Inputs/library | FileCheck %s

// A struct that nothing but a library's own function takes: its header is needed all the same.
#include <decay.h>
#include <pullback/pullback.h>

// CHECK: #include <decay.h>
// CHECK: const library::Rate& rate
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(double x) { return library::decay(x) * x; }
