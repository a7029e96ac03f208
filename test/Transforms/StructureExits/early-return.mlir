// RUN: pullback-opt %s --pb-structure-exits --pb-promote | FileCheck %s

// `if (c) return v; rest` becomes a branch with a value; the rest is its other way.
// CHECK-LABEL: @early
// CHECK: %[[R:.*]] = scf.if %{{.*}} -> (f64) {
// CHECK-NEXT: scf.yield %{{.*}}
// CHECK-NEXT: } else {
// CHECK-NEXT: %[[S:.*]] = arith.addf
// CHECK-NEXT: scf.yield %[[S]]
// CHECK: pb.return %[[R]]
pb.func @early(%x: f64, %c: i1) -> f64 attributes {cxx_name = "early", role = "primal"} {
  scf.if %c {
    pb.exit return %x : f64
  }
  %s = arith.addf %x, %x : f64
  pb.exit return %s : f64
  pb.return
}

// A return leaves both loops; what follows them is guarded.
// CHECK-LABEL: @nested
// CHECK: %[[OUTER:.*]]:2 = pb.loop
// CHECK: %[[INNER:.*]]:2 = pb.loop
// CHECK: scf.if %[[INNER]]#{{[01]}}
// CHECK: %[[R:.*]] = scf.if %[[OUTER]]#1
// CHECK: pb.return %[[R]]
pb.func @nested(%x: f64, %c: i1, %d: i1) -> f64 attributes {cxx_name = "nested", role = "primal"} {
  pb.source_loop { pb.condition %c } body {
    pb.source_loop { pb.condition %d } body {
      scf.if %c {
        pb.exit return %x : f64
      }
      pb.yield
    } step { pb.yield }
    pb.yield
  } step { pb.yield }
  %s = arith.addf %x, %x : f64
  pb.return %s : f64
}
