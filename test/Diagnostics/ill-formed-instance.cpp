// A request instantiates a template whose body the arguments do not fit: Clang's error is all that is said.
// RUN: not pullback %s -o - 2>&1 | FileCheck %s --implicit-check-not=error:
#include <pullback/pullback.h>

template <class T> T f(T x) { return x.y; }
// CHECK: :[[@LINE-1]]:39: error: member reference base type 'double' is not a structure or union

PULLBACK_DIFFERENTIATE(f<double>, vjp);
// CHECK: :[[@LINE-1]]:24: note: in instantiation of function template specialization 'f<double>' requested here
