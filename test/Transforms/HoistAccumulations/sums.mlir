// RUN: pullback-opt %s --pb-hoist-accumulations | FileCheck %s
!int = !pb.int<"int", 32, true>

// Another accumulation may meet the place; the sum is added once, behind the loop.
// CHECK-LABEL: @scattered
// CHECK: %[[SUM:.*]] = pb.for %{{.*}} carry(%[[S:.*]] =
// CHECK:   pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK:   %[[NEXT:.*]] = arith.addf %[[S]]
// CHECK:   pb.yield %[[NEXT]]
// CHECK: pb.accumulate %[[SUM]]
pb.func @scattered(%x: !pb.ptr<f64, const>, %j: !pb.ptr<!int, const>, %n: !int {pb.name = "n"}, %x_bar: !pb.ptr<f64> {pb.length = "n", pb.name = "x_bar"}) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    %here = pb.element %x_bar[%i] : !pb.ptr<f64>, !int
    pb.for %k = %zero while lt %n step 1 : !int {
      %from = pb.element %x[%k] : !pb.ptr<f64, const>, !int
      %v = pb.load %from : !pb.ptr<f64, const> -> f64
      %jk = pb.element %j[%k] : !pb.ptr<!int, const>, !int
      %other = pb.load %jk : !pb.ptr<!int, const> -> !int
      %there = pb.element %x_bar[%other] : !pb.ptr<f64>, !int
      pb.accumulate %v, %there {pb.adjoint} : f64, !pb.ptr<f64>
      pb.accumulate %v, %here {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// Without a length, nobody knows that the place exists where the loop does not run.
// CHECK-LABEL: @unknown_length
// CHECK: pb.for
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK: pb.yield
pb.func @unknown_length(%v: f64, %n: !int, %x_bar: !pb.ptr<f64> {pb.name = "x_bar"}) attributes {cxx_name = "g", role = "derivative"} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    %here = pb.element %x_bar[%i] : !pb.ptr<f64>, !int
    pb.for %k = %zero while lt %i step 1 : !int {
      pb.accumulate %v, %here {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// A sum of the primal starts from what the place holds, and is stored.
// CHECK-LABEL: @primal
// CHECK: %[[OLD:.*]] = pb.load
// CHECK: %[[SUM:.*]] = pb.for %{{.*}} carry(%{{.*}} = %[[OLD]])
// CHECK: pb.store %[[SUM]]
pb.func @primal(%v: f64, %n: !int, %y: !pb.ptr<f64> {pb.extent = 2, pb.name = "y"}) attributes {cxx_name = "h", role = "derivative"} {
  %zero = pb.constant 0 : !int
  pb.for %k = %zero while lt %n step 1 : !int {
    pb.accumulate %v, %y : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// The loop reads the place.
// CHECK-LABEL: @read
// CHECK: pb.for
// CHECK: pb.load
// CHECK: pb.accumulate
pb.func @read(%n: !int, %x_bar: !pb.ptr<f64> {pb.extent = 2, pb.name = "x_bar"}) attributes {cxx_name = "r", role = "derivative"} {
  %zero = pb.constant 0 : !int
  pb.for %k = %zero while lt %n step 1 : !int {
    %v = pb.load %x_bar : !pb.ptr<f64> -> f64
    pb.accumulate %v, %x_bar {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
