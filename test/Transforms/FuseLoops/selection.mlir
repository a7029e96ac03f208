// A maximum remembers where it comes from, and one iteration is reversed; where the losers count too, all are.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-fuse-loops))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// CHECK-LABEL: @greatest_vjp
// CHECK: %[[L:.*]]:2 = pb.for %[[I:.*]] = %{{.*}} while lt %{{.*}} step 1 {{.*}} carry(%[[M:.*]] = %{{.*}}, %[[FROM:.*]] = %{{.*}})
// CHECK:   %[[C:.*]] = arith.cmpf
// CHECK:   scf.if %[[C]]
// CHECK:     scf.yield %{{.*}}, %[[I]]
// CHECK:     scf.yield %[[M]], %[[FROM]]
// CHECK: pb.reverse
// CHECK: %[[THERE:.*]] = pb.cmp ge %[[L]]#1,
// CHECK: scf.if %[[THERE]]
// CHECK:   pb.reverse
// CHECK-NOT: pb.for
// CHECK: pb.return
pb.func @greatest(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}, %start: f64 {pb.name = "start"}) -> f64
    attributes {cxx_name = "greatest", role = "primal", pb.modes = ["vjp"], pb.derived = "greatest"} {
  %c0 = pb.constant 0 : !int
  %max = pb.for %i = %c0 while lt %n step 1 : !int carry(%m = %start) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    %greater = arith.cmpf ogt, %v, %m : f64
    %next = scf.if %greater -> (f64) {
      scf.yield %v : f64
    } else {
      scf.yield %m : f64
    }
    pb.yield %next : f64
  }
  pb.return %max : f64
}

// CHECK-LABEL: @decays_vjp
// CHECK: pb.reverse
// CHECK: pb.for
// CHECK: pb.return
pb.func @decays(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}, %start: f64 {pb.name = "start"}, %k: f64 {pb.name = "k"}) -> f64
    attributes {cxx_name = "decays", role = "primal", pb.modes = ["vjp"], pb.derived = "decays"} {
  %c0 = pb.constant 0 : !int
  %max = pb.for %i = %c0 while lt %n step 1 : !int carry(%m = %start) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    %greater = arith.cmpf ogt, %v, %m : f64
    %less = arith.mulf %m, %k : f64
    %next = scf.if %greater -> (f64) {
      scf.yield %v : f64
    } else {
      scf.yield %less : f64
    }
    pb.yield %next : f64
  }
  pb.return %max : f64
}
