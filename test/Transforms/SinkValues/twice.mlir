// A value that one side of a branch yields twice, and nothing else: it moves in front of the yield.
// RUN: pullback-opt %s --pb-sink-values | FileCheck %s

// CHECK-LABEL: @twice
// CHECK: scf.if
// CHECK-NEXT: %[[QUOTIENT:.*]] = arith.divf %arg0, %arg1
// CHECK-NEXT: scf.yield %[[QUOTIENT]], %[[QUOTIENT]]
pb.func @twice(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "twice", cxx_scope = "", role = "primal"} {
  %quotient = arith.divf %x, %y : f64
  %both:2 = scf.if %c -> (f64, f64) {
    scf.yield %quotient, %quotient : f64, f64
  } else {
    scf.yield %x, %y : f64, f64
  }
  %sum = arith.addf %both#0, %both#1 : f64
  pb.return %sum : f64
}
