// Loops that do not run together with their reverse, and why.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-fuse-loops))' | FileCheck %s

// The first element may come from the iteration before.
// CHECK-LABEL: @primal.partly_vjp
// CHECK: pb.for
// CHECK: pb.reverse
// CHECK-NOT: pb.reverse
// CHECK: pb.return
pb.func @primal.partly(%arg0: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}, %arg2: !pb.int<"int", 32, true> {pb.name = "d",
        pb.role = "passive"}) -> f64
    attributes {cxx_name = "partly", cxx_scope = "", pb.derived = "partly", pb.modes = ["vjp"], role = "primal",
        source_lines = [4, 12]} {
  %0 = pb.cast %arg2 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
  %1 = pb.alloc  vector "h"[%0] : !pb.int<"unsigned long", 64, false> -> !pb.ptr<f64>
  %2 = pb.constant bits "0" : f64
  %3 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %4 = pb.for %arg3 = %3 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg4 = %2) : f64 {
    %5 = pb.constant 1 spelled "1" : !pb.int<"int", 32, true>
    pb.for %arg5 = %5 while lt %arg2 step 1 : !pb.int<"int", 32, true> {
      %7 = pb.binary  mul %arg3, %arg2 : !pb.int<"int", 32, true>
      %8 = pb.binary  add %7, %arg5 : !pb.int<"int", 32, true>
      %9 = pb.element %arg0[%8] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
      %10 = pb.load %9 : !pb.ptr<f64, const> -> f64
      %11 = pb.math "sin"(%10) : (f64) -> f64
      %12 = pb.cast %arg5 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
      %13 = pb.element %1[%12] : !pb.ptr<f64>, !pb.int<"unsigned long", 64, false>
      pb.store %11, %13 : f64, !pb.ptr<f64>
      pb.yield
    }
    %6 = pb.for %arg5 = %3 while lt %arg2 step 1 : !pb.int<"int", 32, true> carry(%arg6 = %arg4) : f64 {
      %7 = pb.cast %arg5 implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
      %8 = pb.element %1[%7] : !pb.ptr<f64>, !pb.int<"unsigned long", 64, false>
      %9 = pb.load %8 : !pb.ptr<f64> -> f64
      %10 = arith.mulf %9, %9 : f64
      %11 = arith.addf %arg6, %10 : f64
      pb.yield %11 : f64
    }
    pb.yield %6 : f64
  }
  pb.return %4 : f64
}

// What is stepped along has an adjoint, which goes through the iterations backwards.
// CHECK-LABEL: @primal.activeStart_vjp
// CHECK: pb.for
// CHECK: pb.reverse
// CHECK-NOT: pb.reverse
// CHECK: pb.return
pb.func @primal.activeStart(%arg0: !pb.ptr<f64, const> {pb.name = "c", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}, %arg2: f64 {pb.name = "t", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "activeStart", cxx_scope = "", pb.derived = "activeStart", pb.modes = ["vjp"],
        role = "primal", source_lines = [13, 17]} {
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %2:2 = pb.for %arg3 = %1 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg4 = %0, %arg5 = %arg2) : f64, f64 {
    %3 = pb.element %arg0[%arg3] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %4 = pb.load %3 : !pb.ptr<f64, const> -> f64
    %5 = arith.mulf %4, %arg5 : f64
    %6 = pb.math "sin"(%5) : (f64) -> f64
    %7 = arith.addf %arg4, %6 : f64
    %8 = pb.constant bits "3FF199999999999A" spelled "1.1" : f64
    %9 = arith.mulf %arg5, %8 : f64
    pb.yield %7, %9 : f64, f64
  }
  pb.return %2#0 : f64
}

// The reverse loop needs the sum first; the exponentials are cheaper to save than to compute again.
// CHECK-LABEL: @primal.used_vjp
// CHECK: pb.for
// CHECK: pb.reverse
// CHECK-NOT: pb.reverse
// CHECK: pb.return
pb.func @primal.used(%arg0: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %arg1: !pb.int<"int", 32,
        true> {pb.name = "n", pb.role = "passive"}) -> f64
    attributes {cxx_name = "used", cxx_scope = "", pb.derived = "used", pb.modes = ["vjp"], role = "primal",
        source_lines = [18, 22]} {
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %2 = pb.for %arg2 = %1 while lt %arg1 step 1 : !pb.int<"int", 32, true> carry(%arg3 = %0) : f64 {
    %4 = pb.element %arg0[%arg2] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %5 = pb.load %4 : !pb.ptr<f64, const> -> f64
    %6 = pb.math "exp"(%5) : (f64) -> f64
    %7 = arith.addf %arg3, %6 : f64
    pb.yield %7 : f64
  }
  %3 = pb.math "log"(%2) : (f64) -> f64
  pb.return %3 : f64
}

// The reverse of the store takes and clears what an earlier iteration has added to the adjoint.
// CHECK-LABEL: @primal.anti_value_and_vjp
// CHECK: pb.for
// CHECK: pb.reverse
// CHECK-NOT: pb.reverse
// CHECK: pb.return
pb.func @primal.anti(%arg0: !pb.ptr<f64> {pb.name = "a", pb.role = "inout"}, %arg1: !pb.ptr<f64,
        const> {pb.name = "x", pb.role = "wrt"}, %arg2: !pb.int<"int", 32, true> {pb.name = "n",
        pb.role = "passive"}) -> f64
    attributes {cxx_name = "anti", cxx_scope = "", pb.derived = "anti", pb.modes = ["value_and_vjp"],
        role = "primal", source_lines = [23, 27]} {
  %0 = pb.constant bits "0" : f64
  %1 = pb.constant 0 spelled "0" : !pb.int<"int", 32, true>
  %2 = pb.for %arg3 = %1 while lt %arg2 step 1 : !pb.int<"int", 32, true> carry(%arg4 = %0) : f64 {
    %3 = pb.constant 1 spelled "1" : !pb.int<"int", 32, true>
    %4 = pb.binary  add %arg3, %3 : !pb.int<"int", 32, true>
    %5 = pb.element %arg0[%4] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    %6 = pb.load %5 : !pb.ptr<f64> -> f64
    %7 = arith.mulf %6, %6 : f64
    %8 = arith.addf %arg4, %7 : f64
    %9 = pb.element %arg1[%arg3] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %10 = pb.load %9 : !pb.ptr<f64, const> -> f64
    %11 = pb.math "sin"(%10) : (f64) -> f64
    %12 = pb.element %arg0[%arg3] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.store %11, %12 : f64, !pb.ptr<f64>
    pb.yield %8 : f64
  }
  pb.return %2 : f64
}
