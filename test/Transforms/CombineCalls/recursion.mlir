// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb-combine-calls)' | FileCheck %s
!int = !pb.int<"int", 32, true>

// x * power(x, n - 1): the seed of the inner call is known, so that value and reverse are one call, and no records exist.
// In p * p it depends on the value.
//
// CHECK-LABEL: pb.func @power_vjp
// CHECK-NOT: pb.saved
// CHECK: pb.call @power_sweep_both(%arg0,
// CHECK-LABEL: pb.func @square_vjp
// CHECK: pb.call @square_sweep_fwd
// CHECK: pb.reverse
// CHECK: pb.call @square_sweep_rev
// CHECK-LABEL: pb.func @power_sweep_both
// CHECK-NOT: pb.saved
// CHECK: pb.call @power_sweep_both(%arg0,
// CHECK-NOT: @power_sweep_fwd
pb.func @power(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "power", role = "primal", pb.modes = ["vjp"], pb.derived = "power"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %end = pb.cmp eq %n, %c0 : !int
  %r = scf.if %end -> (f64) {
    %one = pb.constant bits "3FF0000000000000" : f64
    scf.yield %one : f64
  } else {
    %less = pb.binary sub %n, %c1 : !int
    %p = pb.call @power(%x, %less) : (f64, !int) -> f64
    %y = arith.mulf %x, %p : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}

pb.func @square(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "square", role = "primal", pb.modes = ["vjp"], pb.derived = "square"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %end = pb.cmp eq %n, %c0 : !int
  %r = scf.if %end -> (f64) {
    scf.yield %x : f64
  } else {
    %less = pb.binary sub %n, %c1 : !int
    %p = pb.call @square(%x, %less) : (f64, !int) -> f64
    %y = arith.mulf %p, %p : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}
