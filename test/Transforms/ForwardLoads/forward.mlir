// RUN: pullback-opt %s --pb-forward-loads | FileCheck %s
!int = !pb.int<"int", 32, true>

// A store is seen through a store to another constant index, and the second load is the first.
// CHECK-LABEL: @known
// CHECK: %[[V:.*]] = pb.load
// CHECK-NOT: pb.load
// CHECK: arith.addf %arg2, %[[V]]
// CHECK: arith.addf %{{.*}}, %[[V]]
pb.func @known(%x: !pb.ptr<f64, const>, %y: !pb.ptr<f64>, %a: f64) -> f64 attributes {cxx_name = "known", role = "primal", pb.modes = ["vjp"]} {
  %one = pb.constant 1 : !int
  %y1 = pb.element %y[%one] : !pb.ptr<f64>, !int
  pb.store %a, %y : f64, !pb.ptr<f64>
  %v = pb.load %x : !pb.ptr<f64, const> -> f64
  pb.store %v, %y1 : f64, !pb.ptr<f64>
  %w = pb.load %y : !pb.ptr<f64> -> f64
  %v2 = pb.load %x : !pb.ptr<f64, const> -> f64
  %s = arith.addf %w, %v : f64
  %t = arith.addf %s, %v2 : f64
  pb.return %t : f64
}

// A store to an unknown index of the same array may have changed the place; in a function that nobody requested, so may
// a store to another argument.
// CHECK-LABEL: @unknown
// CHECK: pb.load %arg0
// CHECK: pb.store
// CHECK: pb.load %arg0
// CHECK: pb.store
// CHECK: pb.load %arg0
pb.func @unknown(%y: !pb.ptr<f64>, %z: !pb.ptr<f64>, %i: !int, %a: f64) -> f64 attributes {cxx_name = "unknown", role = "primal"} {
  %v = pb.load %y : !pb.ptr<f64> -> f64
  %yi = pb.element %y[%i] : !pb.ptr<f64>, !int
  pb.store %a, %yi : f64, !pb.ptr<f64>
  %w = pb.load %y : !pb.ptr<f64> -> f64
  pb.store %w, %z : f64, !pb.ptr<f64>
  %u = pb.load %y : !pb.ptr<f64> -> f64
  %s = arith.addf %v, %w : f64
  %t = arith.addf %s, %u : f64
  pb.return %t : f64
}

// The loop may not run: its load stays inside.
// CHECK-LABEL: @not_speculated
// CHECK-NOT: pb.load
// CHECK: pb.for
// CHECK: pb.load %arg0
pb.func @not_speculated(%x: !pb.ptr<f64, const>, %n: !int, %a: f64) -> f64 attributes {cxx_name = "not_speculated", role = "primal"} {
  %zero = pb.constant 0 : !int
  %r = pb.for %i = %zero while lt %n step 1 : !int carry(%s = %a) : f64 {
    %v = pb.load %x : !pb.ptr<f64, const> -> f64
    %t = arith.addf %s, %v : f64
    pb.yield %t : f64
  }
  pb.return %r : f64
}

// A loop of four trips runs: its load moves out.
// CHECK-LABEL: @hoisted
// CHECK: pb.load %arg0
// CHECK: pb.for
// CHECK-NOT: pb.load
// CHECK: pb.return
pb.func @hoisted(%x: !pb.ptr<f64, const>, %a: f64) -> f64 attributes {cxx_name = "hoisted", role = "primal"} {
  %zero = pb.constant 0 : !int
  %four = pb.constant 4 : !int
  %r = pb.for %i = %zero while lt %four step 1 : !int carry(%s = %a) : f64 {
    %v = pb.load %x : !pb.ptr<f64, const> -> f64
    %t = arith.addf %s, %v : f64
    pb.yield %t : f64
  }
  pb.return %r : f64
}
