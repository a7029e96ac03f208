// Which loops run together with their reverse.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-fuse-loops))' | FileCheck %s

// A sum whose value is wanted moves into its reverse loop, and runs in the primal's order there.
// CHECK-LABEL: @primal.sum_value_and_vjp
// CHECK-NOT: pb.for
// CHECK: pb.reverse
// CHECK: %[[SUM:.*]] = pb.for %{{.*}} while lt %{{.*}} step 1 {{.*}} carry(%[[S:.*]] =
// CHECK:   %[[SIN:.*]] = pb.math "sin"
// CHECK:   %[[NEXT:.*]] = arith.addf %[[S]],
// CHECK:   pb.reverse
// CHECK:   pb.accumulate
// CHECK:   pb.yield %[[NEXT]]
// CHECK: pb.return %[[SUM]]
pb.func @primal.sum(%arg0: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}) -> f64
    attributes {cxx_name = "sum", cxx_scope = "", pb.derived = "sum", pb.modes = ["value_and_vjp"], role = "primal",
        source_lines = [4, 8]} {
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %2 = pb.for %arg2 = %1 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg3 = %0) : f64 {
    %3 = pb.element %arg0[%arg2] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %4 = pb.load %3 : !pb.ptr<f64, const> -> f64
    %5 = pb.math "sin"(%4) : (f64) -> f64
    %6 = arith.mulf %5, %4 : f64
    %7 = arith.addf %arg3, %6 : f64
    pb.yield %7 : f64
  }
  pb.return %2 : f64
}

// An array that every iteration fills is private: it is filled in the reverse loop.
// CHECK-LABEL: @primal.filled_vjp
// CHECK-NOT: pb.for
// CHECK: pb.reverse
// CHECK: %[[H:.*]] = pb.alloc vector "h"
// CHECK: pb.for %{{.*}} while lt
// CHECK:   pb.for
// CHECK:     pb.math "sin"
// CHECK:     pb.store
// CHECK:   pb.reverse
pb.func @primal.filled(%arg0: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}, %arg2: !pb.int<"int", 32, true> {pb.name = "d",
        pb.role = "passive"}) -> f64
    attributes {cxx_name = "filled", cxx_scope = "", pb.derived = "filled", pb.modes = ["vjp"], role = "primal",
        source_lines = [9, 17]} {
  %0 = pb.cast %arg2 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
  %1 = pb.alloc  vector "h"[%0] : !pb.int<"unsigned long", 64, false> -> !pb.ptr<f64>
  %2 = pb.constant bits "0" : f64
  %3 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %4 = pb.for %arg3 = %3 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg4 = %2) : f64 {
    pb.for %arg5 = %3 while lt %arg2 step 1 : !pb.int<"int", 32, true> {
      %6 = pb.binary  mul %arg3, %arg2 : !pb.int<"int", 32, true>
      %7 = pb.binary  add %6, %arg5 : !pb.int<"int", 32, true>
      %8 = pb.element %arg0[%7] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
      %9 = pb.load %8 : !pb.ptr<f64, const> -> f64
      %10 = pb.math "sin"(%9) : (f64) -> f64
      %11 = pb.cast %arg5 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
      %12 = pb.element %1[%11] : !pb.ptr<f64>, !pb.int<"unsigned long", 64, false>
      pb.store %10, %12 : f64, !pb.ptr<f64>
      pb.yield
    }
    %5 = pb.for %arg5 = %3 while lt %arg2 step 1 : !pb.int<"int", 32, true> carry(%arg6 = %arg4) : f64 {
      %6 = pb.cast %arg5 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
      %7 = pb.element %1[%6] : !pb.ptr<f64>, !pb.int<"unsigned long", 64, false>
      %8 = pb.load %7 : !pb.ptr<f64> -> f64
      %9 = arith.mulf %8, %8 : f64
      %10 = arith.addf %arg6, %9 : f64
      pb.yield %10 : f64
    }
    pb.yield %5 : f64
  }
  pb.return %4 : f64
}

// Powers are stepped along.
// CHECK-LABEL: @primal.stepped_vjp
// CHECK-NOT: pb.for
// CHECK: pb.reverse
// CHECK: pb.for %{{.*}} while lt {{.*}} carry(%[[POWER:.*]] = %{{.*}})
// CHECK:   %[[NEXT:.*]] = arith.mulf %[[POWER]],
// CHECK:   pb.reverse
// CHECK-NOT: pb.recall
// CHECK:   pb.yield %[[NEXT]]
pb.func @primal.stepped(%arg0: !pb.ptr<f64, const> {pb.name = "c", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}, %arg2: f64 {pb.name = "t", pb.role = "passive"}) -> f64
    attributes {cxx_name = "stepped", cxx_scope = "", pb.derived = "stepped", pb.modes = ["vjp"], role = "primal",
        source_lines = [18, 22]} {
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant bits "3FF0000000000000" : f64
  %2 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %3:2 = pb.for %arg3 = %2 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg4 = %0, %arg5 = %1) : f64, f64 {
    %4 = pb.element %arg0[%arg3] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %5 = pb.load %4 : !pb.ptr<f64, const> -> f64
    %6 = arith.mulf %5, %arg5 : f64
    %7 = pb.math "sin"(%6) : (f64) -> f64
    %8 = arith.addf %arg4, %7 : f64
    %9 = arith.mulf %arg5, %arg2 : f64
    pb.yield %8, %9 : f64, f64
  }
  pb.return %3#0 : f64
}

// A loop that may end early stays, for its trips; its iterations run once more with their reverse.
// CHECK-LABEL: @primal.leaves_vjp
// CHECK: %[[TRIPS:.*]] = pb.for %{{.*}} while lt
// CHECK:   pb.yield if
// CHECK: pb.reverse
// CHECK: pb.for %{{.*}} while lt %[[TRIPS]] step 1
// CHECK:   pb.for
// CHECK:     pb.mark
// CHECK:   pb.reverse
// CHECK:   pb.for
// CHECK:     pb.recall
pb.func @primal.leaves(%arg0: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}) -> f64
    attributes {cxx_name = "leaves", cxx_scope = "", pb.derived = "leaves", pb.modes = ["vjp"], role = "primal",
        source_lines = [28, 32]} {
  %true = arith.constant true
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant bits "3FF0000000000000" : f64
  %2 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %3 = pb.for %arg2 = %2 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg3 = %0) : f64 {
    %4 = pb.element %arg0[%arg2] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %5 = pb.load %4 : !pb.ptr<f64, const> -> f64
    %6:2 = pb.for %arg4 = %2 while lt %arg2 step 1 : !pb.int<"int", 32, true> carry(%arg5 = %5, %arg6 = %5) : f64, f64 {
      %10 = arith.mulf %arg5, %arg6 : f64
      %11 = arith.addf %arg5, %arg6 : f64
      pb.yield %10, %11 : f64, f64
    }
    %7 = arith.addf %arg3, %6#0 : f64
    %8 = arith.cmpf ogt, %5, %1 : f64
    %9 = arith.xori %8, %true : i1
    pb.yield if %9 %7 : f64
  }
  pb.return %3 : f64
}
