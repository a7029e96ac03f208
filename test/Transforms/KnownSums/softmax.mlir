// RUN: pullback-opt %s --pb-known-sums | FileCheck %s
!int = !pb.int<"int", 32, true>

// What the second loop takes off is the factor times the sum of the first.
// CHECK-LABEL: @softmax
// CHECK: %[[SUM:.*]] = pb.for
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %{{.*}} step 1 : !pb.int<"int", 32, true> {
// CHECK: pb.accumulate
// CHECK: %[[PART:.*]] = arith.mulf %arg1, %[[SUM]]
// CHECK: arith.subf %arg2, %[[PART]]
pb.func @softmax(%x: !pb.ptr<f64, const>, %c: f64, %m0: f64, %n: !int, %a: !pb.ptr<f64>, %x_bar: !pb.ptr<f64>) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %saved = pb.alloc saved "e_saved"[%n] : !int -> !pb.ptr<f64>
  %s = pb.for %i = %zero while lt %n step 1 : !int carry(%t = %none) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    %e = pb.math "exp"(%v) : (f64) -> f64
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    pb.store %e, %q : f64, !pb.ptr<f64>
    %next = arith.addf %t, %e : f64
    pb.yield %next : f64
  }
  %m = pb.for %i = %zero while lt %n step 1 : !int carry(%u = %m0) : f64 {
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    %e = pb.load %q {pb.adjoint} : !pb.ptr<f64> -> f64
    %p = arith.mulf %c, %e {pb.adjoint} : f64
    %to = pb.element %x_bar[%i] : !pb.ptr<f64>, !int
    pb.accumulate %p, %to {pb.adjoint} : f64, !pb.ptr<f64>
    %next = arith.subf %u, %p {pb.adjoint} : f64
    pb.yield %next : f64
  }
  pb.return %m : f64
}

// The second loop leaves out the first element.
// CHECK-LABEL: @other_range
// CHECK: pb.for
// CHECK: pb.for {{.*}} carry
pb.func @other_range(%x: !pb.ptr<f64, const>, %c: f64, %m0: f64, %n: !int) -> f64 attributes {cxx_name = "g", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %none = pb.constant bits "0" : f64
  %saved = pb.alloc saved "e_saved"[%n] : !int -> !pb.ptr<f64>
  %s = pb.for %i = %zero while lt %n step 1 : !int carry(%t = %none) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    %e = pb.math "exp"(%v) : (f64) -> f64
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    pb.store %e, %q : f64, !pb.ptr<f64>
    %next = arith.addf %t, %e : f64
    pb.yield %next : f64
  }
  %m = pb.for %i = %one while lt %n step 1 : !int carry(%u = %s) : f64 {
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    %e = pb.load %q {pb.adjoint} : !pb.ptr<f64> -> f64
    %p = arith.mulf %c, %e {pb.adjoint} : f64
    %next = arith.subf %u, %p {pb.adjoint} : f64
    pb.yield %next : f64
  }
  pb.return %m : f64
}

// An element has another value when the second loop reads it.
// CHECK-LABEL: @overwritten
// CHECK: pb.for
// CHECK: pb.for {{.*}} carry
pb.func @overwritten(%x: !pb.ptr<f64, const>, %c: f64, %m0: f64, %n: !int) -> f64 attributes {cxx_name = "h", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %saved = pb.alloc saved "e_saved"[%n] : !int -> !pb.ptr<f64>
  %s = pb.for %i = %zero while lt %n step 1 : !int carry(%t = %none) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %e = pb.load %p : !pb.ptr<f64, const> -> f64
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    pb.store %e, %q : f64, !pb.ptr<f64>
    %next = arith.addf %t, %e : f64
    pb.yield %next : f64
  }
  %first = pb.element %saved[%zero] : !pb.ptr<f64>, !int
  pb.store %c, %first : f64, !pb.ptr<f64>
  %m = pb.for %i = %zero while lt %n step 1 : !int carry(%u = %s) : f64 {
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    %e = pb.load %q {pb.adjoint} : !pb.ptr<f64> -> f64
    %p = arith.mulf %c, %e {pb.adjoint} : f64
    %next = arith.subf %u, %p {pb.adjoint} : f64
    pb.yield %next : f64
  }
  pb.return %m : f64
}

// The first loop stores element i + 1, the second loop reads element i.
// CHECK-LABEL: @other_elements
// CHECK: pb.for
// CHECK: pb.for {{.*}} carry
pb.func @other_elements(%x: !pb.ptr<f64, const>, %c: f64, %m0: f64, %n: !int, %room: !int) -> f64 attributes {cxx_name = "k", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %none = pb.constant bits "0" : f64
  %saved = pb.alloc saved "e_saved"[%room] : !int -> !pb.ptr<f64>
  %s = pb.for %i = %zero while lt %n step 1 : !int carry(%t = %none) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %e = pb.load %p : !pb.ptr<f64, const> -> f64
    %after = pb.binary add %i, %one : !int
    %q = pb.element %saved[%after] : !pb.ptr<f64>, !int
    pb.store %e, %q : f64, !pb.ptr<f64>
    %next = arith.addf %t, %e : f64
    pb.yield %next : f64
  }
  %m = pb.for %i = %zero while lt %n step 1 : !int carry(%u = %s) : f64 {
    %q = pb.element %saved[%i] : !pb.ptr<f64>, !int
    %e = pb.load %q {pb.adjoint} : !pb.ptr<f64> -> f64
    %p = arith.mulf %c, %e {pb.adjoint} : f64
    %next = arith.subf %u, %p {pb.adjoint} : f64
    pb.yield %next : f64
  }
  pb.return %m : f64
}
