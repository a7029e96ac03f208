// A branch is reversed by a branch on the same condition; adjoints of values from outside are its results.
// RUN: pullback-opt %s --pb-differentiate | FileCheck %s

pb.func @f(%x: f64 {pb.name = "x", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "f", role = "primal", pb.modes = ["vjp"], pb.derived = "f"} {
  %zero = pb.constant bits "0" : f64
  %c = arith.cmpf olt, %x, %zero : f64
  %r = scf.if %c -> f64 {
    %y = pb.math "sin"(%x) : (f64) -> f64
    scf.yield %y : f64
  } else {
    scf.yield %x : f64
  }
  pb.return %r : f64
}

// CHECK-LABEL: pb.func @f_vjp
// CHECK-SAME: %[[X:.*]]: f64 {{.*}}, %[[SEED:.*]]: f64 {pb.name = "result_bar"}, %[[XBAR:.*]]: !pb.ptr<f64>
// CHECK: %[[C:.*]] = arith.cmpf
// CHECK: pb.reverse
// CHECK: %[[ADJOINT:.*]] = scf.if %[[C]] -> (f64)
// CHECK:   pb.math "cos"(%[[X]])
// CHECK: } else {
// CHECK:   scf.yield {{.*}}%[[SEED]]
// CHECK: pb.accumulate %[[ADJOINT]], %[[XBAR]]
