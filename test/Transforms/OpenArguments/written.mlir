// RUN: pullback-opt %s --pb-open-arguments | FileCheck %s
!int = !pb.int<"int", 32, true>
!view = !pb.record<"View", ["data", "k"], (!pb.ptr<f64>, f64)>

// A record that is written through a pointer stays where it is, for those that only read it too.
// CHECK-LABEL: pb.func @writes
// CHECK-SAME: (%arg0: !pb.ptr<!pb.record
pb.func @writes(%v: !pb.ptr<!view> {pb.name = "v"}, %x: f64) attributes {cxx_name = "writes", role = "primal"} {
  %f = pb.field %v["k"] : !pb.ptr<!view> -> !pb.ptr<f64>
  pb.store %x, %f : f64, !pb.ptr<f64>
  pb.call @writes(%v, %x) : (!pb.ptr<!view>, f64) -> ()
  pb.return
}
// CHECK-LABEL: pb.func @reads
// CHECK-SAME: (%arg0: !pb.ptr<!pb.record
pb.func @reads(%v: !pb.ptr<!view> {pb.name = "v"}) -> f64 attributes {cxx_name = "reads", role = "primal"} {
  %f = pb.field %v["k"] : !pb.ptr<!view> -> !pb.ptr<f64>
  %x = pb.load %f : !pb.ptr<f64> -> f64
  %r = pb.call @reads(%v) : (!pb.ptr<!view>) -> f64
  %s = arith.addf %x, %r : f64
  pb.return %s : f64
}
// CHECK-LABEL: pb.func @top
pb.func @top(%v: !pb.ptr<!view>, %x: f64) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  pb.call @writes(%v, %x) : (!pb.ptr<!view>, f64) -> ()
  %r = pb.call @reads(%v) : (!pb.ptr<!view>) -> f64
  pb.return %r : f64
}
