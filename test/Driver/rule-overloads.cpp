// A rule's own signature picks the overload that it is for; names are looked up from where the rule stands.
// RUN: pullback %s -o - -- -std=c++17 | FileCheck %s
#include <pullback/pullback.h>

namespace special {
double gamma(double x);
double gamma(double x, double y);
void gamma(const double* x, int n, double* values);

namespace rules {
PULLBACK_RULE(vjp, gamma)
void gamma_of_two(double x, double y, double result_bar, double* x_bar, double* y_bar);
PULLBACK_RULE(vjp, special::gamma)
void gamma_of_one(double x, double result_bar, double* x_bar);
PULLBACK_RULE(vjp, gamma, of(values))
void gamma_of_many(const double* x, int n, double* x_bar, const double* values_bar);
} // namespace rules
} // namespace special

PULLBACK(vjp)
double one(double x) { return special::gamma(x) * 2; }

PULLBACK(vjp)
double two(double x) { return special::gamma(x, 3); }

// CHECK: void one_vjp
// CHECK: special::rules::gamma_of_one(
// CHECK: void two_vjp
// CHECK: special::rules::gamma_of_two(
