// A value is merged into an equal one before it in the same or an enclosing scope; reads and writes are left alone.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-merge-values))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// CHECK-LABEL: pb.func @nested
// CHECK:         %[[A:.*]] = arith.mulf %arg0, %arg1
// CHECK-NEXT:    %[[R:.*]] = scf.if
// CHECK-NEXT:      %[[B:.*]] = arith.addf %[[A]], %arg0
// CHECK-NEXT:      scf.yield %[[B]]
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %[[C:.*]] = arith.addf %[[A]], %arg0
// CHECK-NEXT:      scf.yield %[[C]]
// CHECK:         %[[S:.*]] = arith.addf %[[R]], %[[A]]
pb.func @nested(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %a = arith.mulf %x, %y : f64
  %r = scf.if %c -> f64 {
    %p = arith.mulf %x, %y : f64
    %b = arith.addf %p, %x : f64
    scf.yield %b : f64
  } else {
    %b = arith.addf %a, %x : f64
    scf.yield %b : f64
  }
  %q = arith.mulf %x, %y : f64
  %s = arith.addf %r, %q : f64
  pb.return %s : f64
}

// Branches that do the same are one; a branch that writes is not.
// CHECK-LABEL: pb.func @branches
// CHECK-COUNT-1: scf.if %arg2 -> (f64)
// CHECK-NOT:     scf.if %arg2 -> (f64)
// CHECK-COUNT-2: scf.if %arg2 {
pb.func @branches(%x: f64, %out: !pb.ptr<f64>, %c: i1) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %a = scf.if %c -> f64 {
    %n = arith.negf %x : f64
    scf.yield %n : f64
  } else {
    scf.yield %x : f64
  }
  %b = scf.if %c -> f64 {
    %n = arith.negf %x : f64
    scf.yield %n : f64
  } else {
    scf.yield %x : f64
  }
  scf.if %c {
    pb.accumulate %a, %out : f64, !pb.ptr<f64>
  }
  scf.if %c {
    pb.accumulate %a, %out : f64, !pb.ptr<f64>
  }
  %s = arith.addf %a, %b : f64
  pb.return %s : f64
}

// What memory holds is the business of pb-forward-loads.
// CHECK-LABEL: pb.func @reads
// CHECK-COUNT-2: pb.load
pb.func @reads(%x: !pb.ptr<f64, const>) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %a = pb.load %x : !pb.ptr<f64, const> -> f64
  %b = pb.load %x : !pb.ptr<f64, const> -> f64
  %s = arith.addf %a, %b : f64
  pb.return %s : f64
}
