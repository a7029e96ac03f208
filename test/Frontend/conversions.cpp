// C++'s conversions are explicit; those of literals that are exact leave only the literal.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "compound"
// CHECK: %[[X:.*]] = pb.load %{{.*}} : !pb.ptr<f64> -> f64
// CHECK: %[[SHORT:.*]] = pb.load {{.*}} -> !pb.int<"short", 16, true>
// CHECK: %[[WIDE:.*]] = pb.cast %[[SHORT]] implicit : !pb.int<"short", 16, true> to f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[WIDE]], %[[X]] : f64
// CHECK: pb.cast %[[PRODUCT]] implicit : f64 to !pb.int<"short", 16, true>
// CHECK: pb.cast %{{.*}} implicit : !pb.int<"short", 16, true> to !pb.int<"int", 32, true>
// CHECK: pb.binary  add
// CHECK: pb.cast %{{.*}} implicit : !pb.int<"int", 32, true> to !pb.int<"short", 16, true>
PULLBACK(vjp)
double compound(double x, short k) {
  k *= x;
  ++k;
  return k;
}

// CHECK-LABEL: cxx_name = "literals"
// CHECK: pb.constant bits "3F800000" : f32
// CHECK: pb.constant bits "3FB999999999999A" spelled "0.1" : f64
// CHECK: pb.cast %{{.*}} implicit : f64 to f32
// CHECK: pb.cast %{{.*}} : f64 to !pb.int<"int", 32, true>
// CHECK: pb.constant -2 spelled "-2" : !pb.int<"int", 32, true>
// CHECK: pb.constant bits "4008000000000000" : f64
PULLBACK(vjp)
double literals(double x) {
  float one = 1.0;
  float tenth = 0.1;
  int k = static_cast<int>(x) * -2;
  return 3 * x + one + tenth + k;
}
// CHECK-LABEL: cxx_name = "booleans"
// CHECK: arith.cmpf une
// CHECK: arith.xori
// CHECK: pb.cast %{{.*}} implicit : i1 to !pb.int<"int", 32, true>
PULLBACK(vjp)
double booleans(double x) {
  bool b = x;
  b = !b;
  return x * b;
}
