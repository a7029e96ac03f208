// RUN: pullback-opt %s --pb-hoist-invariants | FileCheck %s
!int = !pb.int<"int", 32, true>

// The root and what is computed from it move, for a loop that runs; the product with what changes, and plain arithmetic,
// stay.
// CHECK-LABEL: @functions
// CHECK: %[[RUNS:.*]] = pb.cmp lt %{{.*}}, %arg0
// CHECK: %[[HALF:.*]] = scf.if %[[RUNS]]
// CHECK: %[[ROOT:.*]] = pb.math "sqrt"(%arg1)
// CHECK: arith.divf %[[ROOT]], %arg2
// CHECK: else
// CHECK: pb.undef
// CHECK: pb.for
// CHECK: arith.addf %arg1, %arg2
// CHECK: arith.mulf %{{.*}}, %[[HALF]]
pb.func @functions(%n: !int, %a: f64, %b: f64, %x: !pb.ptr<f64>) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    %root = pb.math "sqrt"(%a) : (f64) -> f64
    %half = arith.divf %root, %b : f64
    %sum = arith.addf %a, %b : f64
    %to = pb.element %x[%i] : !pb.ptr<f64>, !int
    %old = pb.load %to : !pb.ptr<f64> -> f64
    %first = arith.mulf %old, %half : f64
    %product = arith.mulf %first, %sum : f64
    pb.store %product, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// What a branch guards stays guarded.
// CHECK-LABEL: @guarded
// CHECK: %[[POSITIVE:.*]] = arith.cmpf ogt, %arg1
// CHECK: %[[RUNS:.*]] = pb.cmp lt %{{.*}}, %arg0
// CHECK: %[[ROOT:.*]] = scf.if %[[RUNS]]
// CHECK: scf.if %[[POSITIVE]]
// CHECK: pb.math "sqrt"(%arg1)
// CHECK: else
// CHECK: pb.undef
// CHECK: pb.for
// CHECK: scf.if %[[POSITIVE]]
// CHECK: pb.store %[[ROOT]]
pb.func @guarded(%n: !int, %a: f64, %x: !pb.ptr<f64>) attributes {cxx_name = "g", role = "primal"} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    %none = pb.constant bits "0" : f64
    %positive = arith.cmpf ogt, %a, %none : f64
    scf.if %positive {
      %root = pb.math "sqrt"(%a) : (f64) -> f64
      %to = pb.element %x[%i] : !pb.ptr<f64>, !int
      pb.store %root, %to : f64, !pb.ptr<f64>
    }
    pb.yield
  }
  pb.return
}

// The argument changes from one iteration to the next.
// CHECK-LABEL: @carried
// CHECK: pb.for
// CHECK-NEXT: pb.math "cos"
pb.func @carried(%n: !int, %a: f64) -> f64 attributes {cxx_name = "h", role = "primal"} {
  %zero = pb.constant 0 : !int
  %r = pb.for %i = %zero while lt %n step 1 : !int carry(%v = %a) : f64 {
    %c = pb.math "cos"(%v) : (f64) -> f64
    pb.yield %c : f64
  }
  pb.return %r : f64
}

// Finite wherever it is computed: needs no branch. A loop that cannot be asked whether it runs keeps what may be infinite.
// CHECK-LABEL: @finite
// CHECK-NOT: scf.if
// CHECK: %[[COS:.*]] = pb.math "cos"(%arg1)
// CHECK: pb.loop
// CHECK: pb.math "log"(%arg1)
pb.func @finite(%n: !int, %a: f64) -> f64 attributes {cxx_name = "k", role = "primal"} {
  %r = pb.loop carry(%v = %a) : f64 {
    %c = pb.math "cos"(%a) : (f64) -> f64
    %l = pb.math "log"(%a) : (f64) -> f64
    %p = arith.mulf %v, %c : f64
    %s = arith.addf %p, %l : f64
    %go = arith.cmpf ogt, %s, %a : f64
    pb.yield if %go %s : f64
  }
  pb.return %r : f64
}
