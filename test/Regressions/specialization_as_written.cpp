// RUN: pullback %s -o - | FileCheck %s

// A specialisation whose arguments are written in its namespace, by names that others do not see.
#include "Inputs/specialized_policy.h"
#include <pullback/pullback.h>

// CHECK: f_vjp(double x, const lib::Policy<lib::detail::Slow, 3>& policy,
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(double x, const lib::Policy<lib::detail::Slow, 3> &policy) { return lib::shrink(x, 2, policy); }
