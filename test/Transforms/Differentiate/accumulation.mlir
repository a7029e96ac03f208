// A sum in memory: its reverse reads the adjoint of the place, and leaves it there.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate)' | FileCheck %s

// CHECK-LABEL: @add_vjp
// CHECK: pb.reverse
// CHECK: pb.load
// CHECK-NOT: pb.store
// CHECK: pb.return
pb.func @add(%x: f64 {pb.name = "x", pb.role = "wrt"}, %u: !pb.ptr<f64> {pb.name = "u", pb.role = "inout"})
    attributes {cxx_name = "add", role = "primal", pb.modes = ["vjp"], pb.derived = "add"} {
  %old = pb.load %u : !pb.ptr<f64> -> f64
  %new = arith.subf %old, %x : f64
  pb.store %new, %u : f64, !pb.ptr<f64>
  pb.return
}

// The old value is used on the way: an ordinary load and store.
// CHECK-LABEL: @used_vjp
// CHECK: pb.reverse
// CHECK: pb.store
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @used(%x: f64 {pb.name = "x", pb.role = "wrt"}, %u: !pb.ptr<f64> {pb.name = "u", pb.role = "inout"})
    attributes {cxx_name = "used", role = "primal", pb.modes = ["vjp"], pb.derived = "used"} {
  %old = pb.load %u : !pb.ptr<f64> -> f64
  %product = arith.mulf %old, %x : f64
  %new = arith.addf %old, %product : f64
  pb.store %new, %u : f64, !pb.ptr<f64>
  pb.return
}
