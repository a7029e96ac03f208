// Elements of an array that nobody writes to any more are read again where they lie; others are saved.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// Row j is not written in later rows.
// CHECK-LABEL: @final_vjp
// CHECK-NOT: pb.alloc saved
// CHECK: pb.return
pb.func @final(%a: !pb.ptr<f64> {pb.name = "a", pb.role = "inout", pb.length = "n * n"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "final", role = "primal", pb.modes = ["vjp"], pb.derived = "final"} {
  %c0 = pb.constant 0 : !int
  pb.for %j = %c0 while lt %n step 1 : !int {
    %row = pb.binary mul %j, %n : !int
    %end = pb.binary add %row, %j : !int
    %to = pb.element %a[%end] : !pb.ptr<f64>, !int
    pb.for %k = %c0 while lt %j step 1 : !int {
      %at = pb.binary add %row, %k : !int
      %from = pb.element %a[%at] : !pb.ptr<f64>, !int
      %v = pb.load %from : !pb.ptr<f64> -> f64
      %square = arith.mulf %v, %v : f64
      pb.store %square, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// The rows overlap if they are longer than n.
// CHECK-LABEL: @overlapping_vjp
// CHECK: pb.alloc saved
// CHECK: pb.return
pb.func @overlapping(%a: !pb.ptr<f64> {pb.name = "a", pb.role = "inout", pb.length = "n * m"}, %n: !int {pb.name = "n"}, %m: !int {pb.name = "m"})
    attributes {cxx_name = "overlapping", role = "primal", pb.modes = ["vjp"], pb.derived = "overlapping"} {
  %c0 = pb.constant 0 : !int
  pb.for %j = %c0 while lt %m step 1 : !int {
    %row = pb.binary mul %j, %n : !int
    %end = pb.binary add %row, %j : !int
    %to = pb.element %a[%end] : !pb.ptr<f64>, !int
    pb.for %k = %c0 while lt %j step 1 : !int {
      %at = pb.binary add %row, %k : !int
      %from = pb.element %a[%at] : !pb.ptr<f64>, !int
      %v = pb.load %from : !pb.ptr<f64> -> f64
      %square = arith.mulf %v, %v : f64
      pb.store %square, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// What is written in the first row is not in the others, unless it lies over its end.
// CHECK-LABEL: @flat_vjp
// CHECK: pb.alloc saved
// CHECK: pb.return
pb.func @flat(%a: !pb.ptr<!pb.array<4, f64>> {pb.name = "a", pb.role = "inout", pb.length = "n"}, %n: !int {pb.name = "n"}, %k: !int {pb.name = "k"})
    attributes {cxx_name = "flat", role = "primal", pb.modes = ["vjp"], pb.derived = "flat"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %whole = pb.element %a[%c0] : !pb.ptr<!pb.array<4, f64>>, !int
  %first = pb.decay %whole : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  pb.for %i = %c1 while lt %n step 1 : !int {
    %there = pb.element %a[%i] : !pb.ptr<!pb.array<4, f64>>, !int
    %row = pb.decay %there : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
    %from = pb.element %row[%c1] : !pb.ptr<f64>, !int
    %v = pb.load %from : !pb.ptr<f64> -> f64
    %square = arith.mulf %v, %v : f64
    %to = pb.element %first[%k] : !pb.ptr<f64>, !int
    pb.store %square, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
