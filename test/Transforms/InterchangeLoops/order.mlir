// Inner loops that stride over what they accumulate into become outer ones.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-interchange-loops))' | FileCheck %s
!int = !pb.int<"int", 32, true>
!in = !pb.ptr<f64, const>

// What the outer loop loads is loaded again in the inner one.
// CHECK-LABEL: pb.func @plain
// CHECK: pb.for %[[K:.*]] = %{{.*}} while lt %arg1
// CHECK: pb.for %[[J:.*]] = %{{.*}} while lt %arg0
// CHECK: pb.accumulate
pb.func @plain(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "plain", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}

// It is cleared in between: an array keeps it, where there are arrays anyway.
// CHECK-LABEL: pb.func @kept
// CHECK: %[[ROW:.*]] = pb.alloc saved
// CHECK: pb.for %[[J:.*]] = %{{.*}} while lt %arg0
// CHECK: %[[V:.*]] = pb.load
// CHECK: %[[TO:.*]] = pb.element %[[ROW]]
// CHECK: pb.store %[[V]], %[[TO]]
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK: %[[FROM:.*]] = pb.element %[[ROW]]
// CHECK: pb.load %[[FROM]]
// CHECK: pb.accumulate
pb.func @kept(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "kept", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  %own = pb.alloc vector "own"[%n] : !int -> !pb.ptr<f64>
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.store %zero, %wj : f64, !pb.ptr<f64>
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Where there are none, the loops stay.
// CHECK-LABEL: pb.func @not_kept
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
pb.func @not_kept(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "not_kept", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.store %zero, %wj : f64, !pb.ptr<f64>
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}

// The outer loop looks at what the inner one has added up so far.
// CHECK-LABEL: pb.func @touched
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
pb.func @touched(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "touched", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  %own = pb.alloc vector "own"[%n] : !int -> !pb.ptr<f64>
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    %gj = pb.element %g[%j] : !pb.ptr<f64>, !int
    %sum = pb.load %gj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.store %sum, %wj : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// So does the inner loop itself.
// CHECK-LABEL: pb.func @read
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
pb.func @read(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "read", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %gk = pb.element %g[%k] : !pb.ptr<f64>, !int
      %x = pb.load %gk : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}

// The outer loop changes what the inner one reads.
// CHECK-LABEL: pb.func @written
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
pb.func @written(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "written", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    %aj = pb.element %a[%j] : !pb.ptr<f64>, !int
    pb.store %v, %aj : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Long strides in both directions are no reason.
// CHECK-LABEL: pb.func @short
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
pb.func @short(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "short", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %left = pb.binary mul %j, %m : !int
      %across = pb.binary add %left, %k : !int
      %aj = pb.element %a[%across] : !pb.ptr<f64>, !int
      %x = pb.load %aj : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi {pb.adjoint} : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}

// A sum of the primal, computed again, keeps its order and so its bits.
// CHECK-LABEL: pb.func @primal_sum
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0
// CHECK-NOT: pb.yield
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg1
// CHECK-NOT: pb.yield
// CHECK: pb.accumulate
pb.func @primal_sum(%n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %w: !pb.ptr<f64> {pb.name = "w"}, %a: !pb.ptr<f64> {pb.name = "a"}, %g: !pb.ptr<f64> {pb.name = "g"}) attributes {cxx_name = "primal_sum", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = arith.constant 0.0 : f64
  pb.for %j = %c0 while lt %n step 1 : !int {
    %wj = pb.element %w[%j] : !pb.ptr<f64>, !int
    %v = pb.load %wj : !pb.ptr<f64> -> f64
    pb.for %k = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %k, %n : !int
      %i = pb.binary add %row, %j : !int
      %gi = pb.element %g[%i] : !pb.ptr<f64>, !int
      %ak = pb.element %a[%k] : !pb.ptr<f64>, !int
      %x = pb.load %ak : !pb.ptr<f64> -> f64
      %u = arith.mulf %v, %x : f64
      pb.accumulate %u, %gi : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  } {pb.adjoint}
  pb.return
}
