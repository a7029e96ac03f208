// A zero that a branch found is not multiplied by what may be infinite; by what is given, it is.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-simplify-adjoints))' | FileCheck %s

// CHECK-LABEL: pb.func @chosen
// CHECK-SAME: (%[[C:.*]]: i1, %[[BAR:.*]]: f64, %[[X:.*]]: f64, %[[G:.*]]: !pb.ptr<f64>)
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[BAR]], %[[X]] {pb.adjoint}
// CHECK: %[[QUOTIENT:.*]] = arith.divf %[[PRODUCT]], %[[X]] {pb.adjoint}
// CHECK: %[[ZERO:.*]] = pb.constant bits "0"
// CHECK: %[[CHOSEN:.*]] = arith.select %[[C]], %[[QUOTIENT]], %[[ZERO]] {pb.adjoint}
// CHECK: pb.accumulate %[[CHOSEN]], %[[G]]
// CHECK: %[[SELECT:.*]] = arith.select %[[C]], %[[BAR]]
// CHECK: arith.mulf %[[SELECT]], %[[X]] {pb.adjoint}
pb.func @chosen(%c: i1, %bar: f64, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "chosen", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  %chosen = arith.select %c, %bar, %zero : f64
  %product = arith.mulf %chosen, %x {pb.adjoint} : f64
  %quotient = arith.divf %product, %x {pb.adjoint} : f64
  pb.accumulate %quotient, %g : f64, !pb.ptr<f64>
  %again = arith.select %c, %bar, %zero : f64
  %given = arith.mulf %again, %x {pb.adjoint} : f64
  pb.accumulate %given, %g : f64, !pb.ptr<f64>
  pb.return
}

// CHECK-LABEL: pb.func @branch
// CHECK: %[[E:.*]] = pb.math "exp"
// CHECK: %[[BRANCH:.*]] = scf.if
// CHECK: %[[V:.*]] = pb.math "sin"
// CHECK: %[[INSIDE:.*]] = arith.mulf %[[V]], %[[E]] {pb.adjoint}
// CHECK: scf.yield %[[INSIDE]]
// CHECK: pb.accumulate %[[BRANCH]]
pb.func @branch(%c: i1, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "branch", role = "derivative"} {
  %e = pb.math "exp"(%x) : (f64) -> f64
  %bar = scf.if %c -> (f64) {
    %v = pb.math "sin"(%x) : (f64) -> f64
    scf.yield %v : f64
  } else {
    %zero = pb.constant bits "0" : f64
    scf.yield %zero : f64
  }
  %product = arith.mulf %bar, %e {pb.adjoint} : f64
  pb.accumulate %product, %g : f64, !pb.ptr<f64>
  pb.return
}
