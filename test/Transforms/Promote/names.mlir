// RUN: pullback-opt %s --pb-promote --mlir-print-debuginfo | FileCheck %s

// Values take the name of the variable that they are assigned to; a branch with two results lists them.
// CHECK: arith.mulf {{.*}} loc(#[[A:.*]])
// CHECK: pb.names = ["a", "b"]
// CHECK: #[[A]] = loc("a"
pb.func @names(%x: f64, %c: i1) -> f64 attributes {cxx_name = "names", role = "primal"} {
  %a = pb.local "a" : !pb.ptr<f64>
  %b = pb.local "b" : !pb.ptr<f64>
  pb.store %x, %a : f64, !pb.ptr<f64>
  pb.store %x, %b : f64, !pb.ptr<f64>
  scf.if %c {
    %m = arith.mulf %x, %x : f64
    pb.store %m, %a : f64, !pb.ptr<f64>
    %n = arith.negf %x : f64
    pb.store %n, %b : f64, !pb.ptr<f64>
  }
  %v = pb.load %a : !pb.ptr<f64> -> f64
  %w = pb.load %b : !pb.ptr<f64> -> f64
  %r = arith.addf %v, %w : f64
  pb.return %r : f64
}
