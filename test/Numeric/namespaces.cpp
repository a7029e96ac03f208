// RUN: %numeric %s
// Named, nested, inline and anonymous namespaces; a static function.
#include <pullback/pullback.h>

namespace a {
namespace b::c {
double helper(double x) { return x * x; }
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double deep(double x) { return helper(x) * x; }
} // namespace b::c
namespace {
double hidden(double x) { return 3 * x; }
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double anonymous(double x) { return hidden(x) * b::c::helper(x); }
} // namespace
} // namespace a

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
static double internal(double x) { return a::anonymous(x) + 1; }

namespace {
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double global(double x) { return internal(x) * x; }
} // namespace
