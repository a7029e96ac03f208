// RUN: pullback-opt %s --pb-skip-zeros | FileCheck %s
!int = !pb.int<"int", 32, true>

// The product and its accumulation move to the side on which the adjoint is not zero; the sum stays as it is on the other.
// CHECK-LABEL: @scattered
// CHECK: %[[R:.*]] = scf.if
// CHECK-NEXT: scf.yield %[[S:.*]] : f64
// CHECK: else
// CHECK: arith.mulf %arg4
// CHECK-NEXT: %[[D:.*]] = arith.mulf
// CHECK: pb.accumulate %[[D]]
// CHECK: %[[T:.*]] = arith.addf %[[S]], %[[D]]
// CHECK: scf.yield %[[T]]
// CHECK: pb.yield %[[R]]
pb.func @scattered(%x: !pb.ptr<f64, const>, %at: !pb.ptr<!int, const>, %n: !int, %c: i1, %seed: f64, %x_bar: !pb.ptr<f64>, %sum: !pb.ptr<f64>) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %total = pb.for %k = %zero while lt %n step 1 : !int carry(%s = %none) : f64 {
    %p = pb.element %at[%k] : !pb.ptr<!int, const>, !int
    %j = pb.load %p : !pb.ptr<!int, const> -> !int
    %q = pb.element %x[%k] : !pb.ptr<f64, const>, !int
    %v = pb.load %q : !pb.ptr<f64, const> -> f64
    %e = scf.if %c -> (f64) {
      scf.yield %none : f64
    } else {
      %w = arith.mulf %seed, %v : f64
      scf.yield %w : f64
    } {pb.adjoint}
    %d = arith.mulf %e, %v {pb.adjoint} : f64
    %there = pb.element %x_bar[%j] : !pb.ptr<f64>, !int
    pb.accumulate %d, %there {pb.adjoint} : f64, !pb.ptr<f64>
    %next = arith.addf %s, %d {pb.adjoint} : f64
    pb.yield %next : f64
  }
  pb.accumulate %total, %sum {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}

// What is accumulated does not vanish with the zero.
// CHECK-LABEL: @affine
// CHECK: scf.if
// CHECK: } {pb.adjoint}
// CHECK-NEXT: %[[D:.*]] = arith.addf
// CHECK-NEXT: pb.accumulate %[[D]]
pb.func @affine(%at: !pb.ptr<!int, const>, %n: !int, %c: i1, %seed: f64, %x_bar: !pb.ptr<f64>) attributes {cxx_name = "g", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  pb.for %k = %zero while lt %n step 1 : !int {
    %p = pb.element %at[%k] : !pb.ptr<!int, const>, !int
    %j = pb.load %p : !pb.ptr<!int, const> -> !int
    %there = pb.element %x_bar[%j] : !pb.ptr<f64>, !int
    %e = scf.if %c -> (f64) {
      scf.yield %none : f64
    } else {
      scf.yield %seed : f64
    } {pb.adjoint}
    %d = arith.addf %e, %seed {pb.adjoint} : f64
    pb.accumulate %d, %there {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
