// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-iteration-sums))' | FileCheck %s

// A short loop that counts down has a sum of its own, which the loop around it adds once.
// CHECK-LABEL: pb.func @nest
// CHECK: pb.for {{.*}} carry(%[[OUTER:.*]] = %arg1) : f64
// CHECK: %[[OWN:.*]] = pb.for {{.*}} carry(%{{.*}} = %{{.*}}) : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[OUTER]], %[[OWN]]
// CHECK: pb.yield %[[SUM]]
pb.func @nest(%n: !pb.int<"int", 32, true>, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "nest", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %sum = pb.for %j = %n while gt %c0 step -1 : !pb.int<"int", 32, true> carry(%s = %x) : f64 {
    %inner = pb.for %i = %c1 while ge %c0 step -1 : !pb.int<"int", 32, true> carry(%t = %s) : f64 {
      %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
      %v = pb.load %p : !pb.ptr<f64> -> f64
      %next = arith.addf %t, %v : f64
      pb.store %x, %p : f64, !pb.ptr<f64>
      pb.yield %next : f64
    } {pb.adjoint}
    pb.yield %inner : f64
  } {pb.adjoint}
  pb.accumulate %sum, %g : f64, !pb.ptr<f64>
  pb.return
}

// What an iteration adds and subtracts is summed up first. A number that is carried but looked at is no sum.
// CHECK-LABEL: pb.func @row
// CHECK: pb.for {{.*}} carry(%[[CARRIED:.*]] = %arg1, %[[SEEN:.*]] = %arg1)
// CHECK: %[[FIRST:.*]] = arith.addf %[[SEEN]], %arg2
// CHECK: %[[SECOND:.*]] = arith.addf %[[FIRST]], %arg1
// CHECK: pb.accumulate %[[SECOND]]
// CHECK: %[[BOTH:.*]] = arith.subf %arg2, %arg1
// CHECK: %[[ALL:.*]] = arith.addf %[[CARRIED]], %[[BOTH]]
// CHECK: pb.yield %[[ALL]], %[[SECOND]]
pb.func @row(%n: !pb.int<"int", 32, true>, %x: f64, %y: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "row", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %sum:2 = pb.for %j = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%s = %x, %t = %x) : f64, f64 {
    %a = arith.subf %s, %x {pb.adjoint} : f64
    %c = arith.addf %t, %y {pb.adjoint} : f64
    %d = arith.addf %c, %x {pb.adjoint} : f64
    pb.accumulate %d, %g : f64, !pb.ptr<f64>
    %b = arith.addf %a, %y {pb.adjoint} : f64
    pb.yield %b, %d : f64, f64
  } {pb.adjoint}
  pb.accumulate %sum#0, %g : f64, !pb.ptr<f64>
  pb.return
}
