// A value that one side of a branch yields twice, and nothing else: it moves in front of the yield. What was in front of it
// is gone by then, and the yield is a new one, since the last result is a selection: it has no place in the block's order.
// RUN: pullback-opt %s --canonicalize --pb-sink-values | FileCheck %s

// CHECK-LABEL: @twice
// CHECK: scf.if
// CHECK-NEXT: %[[QUOTIENT:.*]] = arith.divf %arg0, %arg1
// CHECK-NEXT: scf.yield %[[QUOTIENT]], %[[QUOTIENT]]
pb.func @twice(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "twice", cxx_scope = "", role = "primal"} {
  %quotient = arith.divf %x, %y : f64
  %all:3 = scf.if %c -> (f64, f64, f64) {
    %product = arith.mulf %x, %y : f64
    %unused = arith.addf %product, %x : f64
    scf.yield %quotient, %quotient, %x : f64, f64, f64
  } else {
    %sum = arith.addf %x, %y : f64
    scf.yield %sum, %sum, %y : f64, f64, f64
  }
  %both = arith.addf %all#0, %all#1 : f64
  %result = arith.addf %both, %all#2 : f64
  pb.return %result : f64
}
