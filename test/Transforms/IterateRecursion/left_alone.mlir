// RUN: pullback-opt --pb-iterate-recursion %s | FileCheck %s
!int = !pb.int<"int", 32, true>
!pair = !pb.record<"Pair", ["k"], (f64)>
!view = !pb.record<"View", ["data", "k"], (!pb.ptr<f64>, f64)>

// No object with a pointer in it is passed.
// CHECK-LABEL: pb.func @flat
// CHECK: pb.call @flat
pb.func @flat(%x: !pb.ptr<f64>, %v: !pb.ptr<!pair>, %i: !int) -> f64 attributes {cxx_name = "flat", role = "primal"} {
  %e = pb.element %x[%i] : !pb.ptr<f64>, !int
  %a = pb.load %e : !pb.ptr<f64> -> f64
  %f = pb.field %v["k"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  pb.store %a, %f : f64, !pb.ptr<f64>
  %r = pb.call @flat(%x, %v, %i) : (!pb.ptr<f64>, !pb.ptr<!pair>, !int) -> f64
  pb.return %r : f64
}

// Snapshots are asked for of a loop that would be one no more.
// CHECK-LABEL: pb.func @snapshots
// CHECK: pb.call @snapshots
pb.func @snapshots(%v: !pb.ptr<!view>) -> f64 attributes {cxx_name = "snapshots", role = "primal"} {
  %d = pb.field %v["data"] : !pb.ptr<!view> -> !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %a = pb.load %p : !pb.ptr<f64> -> f64
  %s = pb.loop carry(%c = %a) : f64 {
    %r = pb.call @snapshots(%v) : (!pb.ptr<!view>) -> f64
    %true = arith.constant true
    pb.yield if %true %r : f64
  } {pb.checkpoint = 3 : i64}
  pb.return %s : f64
}

// The address of the record that is returned goes into another object.
// CHECK-LABEL: pb.func @returned
// CHECK: pb.call @returned
pb.func @returned(%v: !pb.ptr<!view>, %to: !pb.ptr<!view> {pb.sret}) attributes {cxx_name = "returned", role = "primal"} {
  %k = pb.field %to["k"] : !pb.ptr<!view> -> !pb.ptr<f64>
  %d = pb.field %v["data"] : !pb.ptr<!view> -> !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  pb.store %k, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %own = pb.local "own" : !pb.ptr<!view>
  pb.call @returned(%v, %own) : (!pb.ptr<!view>, !pb.ptr<!view>) -> ()
  pb.return
}

// CHECK-LABEL: pb.func @top
// CHECK-COUNT-3: pb.call
pb.func @top(%x: !pb.ptr<f64>, %i: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %p = pb.local "p" : !pb.ptr<!pair>
  %v = pb.local "v" : !pb.ptr<!view>
  %w = pb.local "w" : !pb.ptr<!view>
  %a = pb.call @flat(%x, %p, %i) : (!pb.ptr<f64>, !pb.ptr<!pair>, !int) -> f64
  %b = pb.call @snapshots(%v) : (!pb.ptr<!view>) -> f64
  pb.call @returned(%v, %w) : (!pb.ptr<!view>, !pb.ptr<!view>) -> ()
  %s = arith.addf %a, %b : f64
  pb.return %s : f64
}
