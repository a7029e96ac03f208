// A value that one side of a branch uses alone is computed there, with what it needs; others stay.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-sink-values))' | FileCheck %s

// CHECK-LABEL: pb.func @one_side
// CHECK-NEXT:    scf.if %arg2
// CHECK-NEXT:      scf.yield %arg0
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %[[D:.*]] = arith.divf %arg0, %arg1
// CHECK-NEXT:      %[[M:.*]] = arith.mulf %[[D]], %arg0
// CHECK-NEXT:      scf.yield %[[M]]
pb.func @one_side(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %d = arith.divf %x, %y : f64
  %m = arith.mulf %d, %x : f64
  %r = scf.if %c -> f64 {
    scf.yield %x : f64
  } else {
    scf.yield %m : f64
  }
  pb.return %r : f64
}

// A value goes as deep as its uses do.
// CHECK-LABEL: pb.func @deep
// CHECK:           scf.if %arg3
// CHECK-NEXT:        arith.divf
pb.func @deep(%x: f64, %y: f64, %c: i1, %d: i1) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %q = arith.divf %x, %y : f64
  %r = scf.if %c -> f64 {
    %s = scf.if %d -> f64 {
      scf.yield %q : f64
    } else {
      scf.yield %x : f64
    }
    scf.yield %s : f64
  } else {
    scf.yield %x : f64
  }
  pb.return %r : f64
}

// Used on both sides, after the branch, or in a loop: stays.
// CHECK-LABEL: pb.func @stays
// CHECK-NEXT:    arith.divf
// CHECK-NEXT:    arith.mulf
// CHECK-NEXT:    scf.if
pb.func @stays(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %q = arith.divf %x, %y : f64
  %m = arith.mulf %x, %y : f64
  %r = scf.if %c -> f64 {
    %n = arith.addf %q, %m : f64
    scf.yield %n : f64
  } else {
    scf.yield %q : f64
  }
  %s = arith.addf %r, %m : f64
  pb.return %s : f64
}

// A selection between a quotient and something else is a branch; one between sums stays.
// CHECK-LABEL: pb.func @selections
// CHECK-NEXT:    %[[B:.*]] = scf.if %arg2 -> (f64)
// CHECK-NEXT:      arith.divf
// CHECK:         arith.addf
// CHECK-NEXT:    arith.select
pb.func @selections(%x: f64, %y: f64, %c: i1) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %q = arith.divf %x, %y : f64
  %r = arith.select %c, %q, %y : f64
  %a = arith.addf %r, %y : f64
  %s = arith.select %c, %a, %x : f64
  pb.return %s : f64
}
