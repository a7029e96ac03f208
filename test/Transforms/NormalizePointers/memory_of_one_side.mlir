// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-normalize-pointers))' | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// Memory that one side of a branch takes is taken in front of it, for no elements where the other side runs; what its
// size is computed by comes along.
// CHECK-LABEL: pb.func @chosen
// CHECK: %[[COUNT:.*]] = scf.if %[[SMALL:.*]] -> (!pb.int<"unsigned long", 64, false>) {
// CHECK-NEXT: %[[NONE:.*]] = pb.constant 0
// CHECK-NEXT: scf.yield %[[NONE]]
// CHECK: } else {
// CHECK: %[[SIZE:.*]] = pb.cast %{{.*}} implicit
// CHECK-NEXT: scf.yield %[[SIZE]]
// CHECK: }
// CHECK: %[[HEAP:.*]] = pb.alloc new "heap"[%[[COUNT]]]
// CHECK: arith.select %{{.*}}, %{{.*}}, %[[HEAP]]
pb.func @chosen(%n: !int {pb.name = "n"}, %small: i1) -> f64 attributes {cxx_name = "chosen", role = "primal"} {
  %local = pb.local "small" : !pb.ptr<!pb.array<8, f64>>
  %t = scf.if %small -> (!pb.ptr<f64>) {
    %first = pb.decay %local : !pb.ptr<!pb.array<8, f64>> -> !pb.ptr<f64>
    scf.yield %first : !pb.ptr<f64>
  } else {
    %count = pb.cast %n implicit : !int to !size
    %heap = pb.alloc new "heap"[%count] : !size -> !pb.ptr<f64>
    scf.yield %heap : !pb.ptr<f64>
  }
  %one = arith.constant 1.0 : f64
  pb.store %one, %t : f64, !pb.ptr<f64>
  %value = pb.load %t : !pb.ptr<f64> -> f64
  pb.return %value : f64
}

