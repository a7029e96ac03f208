// Functions of <cmath>, in all overloads, by their plain name and in the type of the call.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <cmath>
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "overloads"
// CHECK: pb.math "sin"(%{{.*}}) : (f64) -> f64
// CHECK: pb.math "sin"(%{{.*}}) : (f32) -> f32
// CHECK: pb.math "sin"(%{{.*}}) : (f80) -> f80
// CHECK: pb.math "sqrt"(%{{.*}}) : (f64) -> f64
// CHECK: pb.math "pow"(%{{.*}}, %{{.*}}) : (f64, f64) -> f64
// CHECK: pb.math "hypot3"(%{{.*}}, %{{.*}}, %{{.*}}) : (f64, f64, f64) -> f64
// CHECK: pb.math "ldexp"(%{{.*}}, %{{.*}}) : (f64, !pb.int<"int", 32, true>) -> f64
// CHECK: pb.math "fabs"(%{{.*}}) : (f64) -> f64
// CHECK: pb.math "lround"(%{{.*}}) : (f64) -> !pb.int<"long", 64, true>
// CHECK: pb.math "isnan"(%{{.*}}) : (f64) -> i1
PULLBACK(vjp)
double overloads(double x, int n) {
  double s = std::sin(x);
  s += sinf(static_cast<float>(x));
  s += static_cast<double>(sinl(x));
  s += std::sqrt(n);
  s += std::pow(x, n);
  s += std::hypot(x, 2 * x, 3 * x);
  s += std::ldexp(x, n);
  s += std::abs(x);
  s += std::lround(x);
  return std::isnan(x) ? 0 : s;
}

// CHECK-LABEL: cxx_name = "parts"
// CHECK: %[[E:.*]] = pb.local "e"
// CHECK: %[[EXPONENT:.*]] = pb.math "frexp_exponent"(%[[X:.*]]) : (f64) -> !pb.int<"int", 32, true>
// CHECK: pb.store %[[EXPONENT]], %[[E]]
// CHECK: pb.math "frexp_fraction"(%[[X]]) : (f64) -> f64
// CHECK: pb.math "modf_integer"
// CHECK: pb.math "modf_fraction"
PULLBACK(vjp)
double parts(double x) {
  int e;
  double whole;
  double f = std::frexp(x, &e) * e;
  return f + std::modf(x, &whole) * whole;
}
