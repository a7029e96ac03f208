// RUN: pullback-opt %s --pb-promote | FileCheck %s

// `c ? a : b` that is only read does not take the variables' addresses.
// CHECK-LABEL: @read
// CHECK-NOT: pb.local
// CHECK: scf.if %arg2 -> (f64) {
// CHECK-NEXT: scf.yield %arg0
// CHECK: scf.yield %arg1
pb.func @read(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "read", role = "primal"} {
  %a = pb.local "a" : !pb.ptr<f64>
  %b = pb.local "b" : !pb.ptr<f64>
  pb.store %x, %a : f64, !pb.ptr<f64>
  pb.store %y, %b : f64, !pb.ptr<f64>
  %p = scf.if %c -> (!pb.ptr<f64>) {
    scf.yield %a : !pb.ptr<f64>
  } else {
    scf.yield %b : !pb.ptr<f64>
  }
  %r = pb.load %p : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
