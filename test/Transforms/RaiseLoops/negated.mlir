// `!(p == end)`: the loop goes on where its branch is not taken.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-raise-loops))' | FileCheck %s

!long = !pb.int<"long", 64, true>

// CHECK-LABEL: @walk
// CHECK-NOT: pb.loop
// CHECK: pb.for %[[I:.*]] = %{{.*}} while ne %{{.*}} step 1
// CHECK: pb.store %{{.*}}
// CHECK-NOT: pb.yield if
// CHECK: pb.return
pb.func @walk(%n: !long, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "walk", role = "primal"} {
  %true = arith.constant true
  %zero = pb.constant 0 : !long
  %one = pb.constant 1 : !long
  %l = pb.loop carry(%i = %zero) : !long {
    %ends = pb.cmp eq %i, %n : !long
    %goes_on = arith.xori %ends, %true : i1
    %next = scf.if %ends -> !long {
      scf.yield %i : !long
    } else {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !long
      pb.store %x, %place : f64, !pb.ptr<f64>
      %step = pb.binary add %i, %one : !long
      scf.yield %step : !long
    }
    pb.yield if %goes_on %next : !long
  }
  pb.return
}
