// What is loaded from one field of an array's elements is there still where another field is written.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>
!pair = !pb.record<"Pair", ["a", "b"], (f64, f64)>

// CHECK-LABEL: @other_vjp
// CHECK-NOT: pb.alloc
// CHECK: pb.reverse
// CHECK: pb.return
pb.func @other(%p: !pb.ptr<!pair> {pb.name = "p", pb.role = "inout"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "other", role = "primal", pb.modes = ["vjp"], pb.derived = "other"} {
  %c0 = pb.constant 0 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    pb.for %j = %c0 while lt %n step 1 : !int {
      %from = pb.element %p[%j] : !pb.ptr<!pair>, !int
      %a = pb.field %from["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
      %x = pb.load %a : !pb.ptr<f64> -> f64
      %y = arith.mulf %x, %x : f64
      %to = pb.element %p[%i] : !pb.ptr<!pair>, !int
      %b = pb.field %to["b"] : !pb.ptr<!pair> -> !pb.ptr<f64>
      pb.store %y, %b : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// The field of an earlier element is not what a later iteration writes to.
// CHECK-LABEL: @neighbour_vjp
// CHECK-NOT: pb.alloc
// CHECK: pb.reverse
// CHECK: pb.return
pb.func @neighbour(%p: !pb.ptr<!pair> {pb.name = "p", pb.role = "inout"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "neighbour", role = "primal", pb.modes = ["vjp"], pb.derived = "neighbour"} {
  %c1 = pb.constant 1 : !int
  pb.for %i = %c1 while lt %n step 1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %from = pb.element %p[%before] : !pb.ptr<!pair>, !int
    %a = pb.field %from["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %x = pb.load %a : !pb.ptr<f64> -> f64
    %y = arith.mulf %x, %x : f64
    %to = pb.element %p[%i] : !pb.ptr<!pair>, !int
    %b = pb.field %to["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    pb.store %y, %b : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// That of a later element is.
// CHECK-LABEL: @next_vjp
// CHECK: pb.alloc
// CHECK: pb.reverse
pb.func @next(%p: !pb.ptr<!pair> {pb.name = "p", pb.role = "inout"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "next", role = "primal", pb.modes = ["vjp"], pb.derived = "next"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %after = pb.binary add %i, %c1 : !int
    %from = pb.element %p[%after] : !pb.ptr<!pair>, !int
    %a = pb.field %from["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %x = pb.load %a : !pb.ptr<f64> -> f64
    %y = arith.mulf %x, %x : f64
    %to = pb.element %p[%i] : !pb.ptr<!pair>, !int
    %b = pb.field %to["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    pb.store %y, %b : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
