// A parameter that a nest of loops reads as a whole and that changes after it is kept as a row where a loop goes over it
// in any case.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// As many elements as the loops read.
// CHECK-LABEL: @whole_vjp
// CHECK: %[[COUNT:.*]] = arith.select
// CHECK: %[[ROW:.*]] = pb.alloc saved "array_saved"[%[[COUNT]]]
// CHECK: pb.for %[[J:.*]] = %{{.*}} while lt %[[COUNT]]
// CHECK: pb.reverse
// CHECK-DAG: pb.element %[[ROW]]
// CHECK-DAG: pb.element %[[ROW]]
// CHECK: pb.return
pb.func @whole(%x: !pb.ptr<f64> {pb.name = "x", pb.role = "inout"}, %n: !int {pb.name = "n"}, %m: !int {pb.name = "m"})
    attributes {cxx_name = "whole", role = "primal", pb.modes = ["vjp"], pb.derived = "whole"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  %sum = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %zero) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64>, !int
    %inner = pb.for %j = %c0 while lt %n step 1 : !int carry(%t = %s) : f64 {
      %q = pb.element %x[%j] : !pb.ptr<f64>, !int
      %u = pb.load %p : !pb.ptr<f64> -> f64
      %v = pb.load %q : !pb.ptr<f64> -> f64
      %w = arith.mulf %u, %v : f64
      %z = arith.addf %t, %w : f64
      pb.yield %z : f64
    }
    pb.yield %inner : f64
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %x[%i] : !pb.ptr<f64>, !int
    pb.store %sum, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// The loop around may not run at all.
// CHECK-LABEL: @rectangle_vjp
// CHECK-NOT: "array_saved"
// CHECK: pb.alloc saved "value_saved"
// CHECK: pb.reverse
pb.func @rectangle(%x: !pb.ptr<f64> {pb.name = "x", pb.role = "inout"}, %n: !int {pb.name = "n"}, %m: !int {pb.name = "m"})
    attributes {cxx_name = "rectangle", role = "primal", pb.modes = ["vjp"], pb.derived = "rectangle"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  %sum = pb.for %i = %c0 while lt %m step 1 : !int carry(%s = %zero) : f64 {
    %inner = pb.for %j = %c0 while lt %n step 1 : !int carry(%t = %s) : f64 {
      %q = pb.element %x[%j] : !pb.ptr<f64>, !int
      %v = pb.load %q : !pb.ptr<f64> -> f64
      %w = arith.mulf %v, %v : f64
      %z = arith.addf %t, %w : f64
      pb.yield %z : f64
    }
    pb.yield %inner : f64
  }
  pb.for %i = %c0 while lt %m step 1 : !int {
    %p = pb.element %x[%i] : !pb.ptr<f64>, !int
    pb.store %sum, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// Behind the nest, the function may have ended before the loop that goes over all of it.
// CHECK-LABEL: @called_vjp
// CHECK-NOT: "array_saved"
// CHECK-COUNT-2: pb.alloc saved "value_saved"
// CHECK: pb.reverse
pb.func @called(%x: !pb.ptr<f64> {pb.name = "x", pb.role = "inout"}, %n: !int {pb.name = "n"}, %m: !int {pb.name = "m"})
    attributes {cxx_name = "called", role = "primal", pb.modes = ["vjp"], pb.derived = "called"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  %sum = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %zero) : f64 {
    %inner = pb.for %j = %c0 while lt %n step 1 : !int carry(%t = %s) : f64 {
      %isLess = pb.cmp lt %j, %m : !int
      %z = scf.if %isLess -> f64 {
        %p = pb.element %x[%i] : !pb.ptr<f64>, !int
        %q = pb.element %x[%j] : !pb.ptr<f64>, !int
        %u = pb.load %p : !pb.ptr<f64> -> f64
        %v = pb.load %q : !pb.ptr<f64> -> f64
        %w = arith.mulf %u, %v : f64
        %y = arith.addf %t, %w : f64
        scf.yield %y : f64
      } else {
        scf.yield %t : f64
      }
      pb.yield %z : f64
    }
    pb.yield %inner : f64
  }
  pb.call @check(%m) : (!int) -> ()
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %x[%i] : !pb.ptr<f64>, !int
    pb.store %sum, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
pb.func private @check(%m: !int) attributes {cxx_name = "check", role = "external", pb.throws}
