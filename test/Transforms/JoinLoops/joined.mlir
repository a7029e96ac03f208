// Loops over one range become one where the second reads, element by element, what the first has stored.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-merge-values,pb-join-loops,pb-remove-dead))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// The array of one operation is gone.
// CHECK-LABEL: pb.func @chain
// CHECK-NOT: pb.alloc
// CHECK: pb.for
// CHECK: %[[PRODUCT:.*]] = arith.mulf
// CHECK: arith.addf %{{.*}}, %[[PRODUCT]]
// CHECK-NOT: pb.for
// CHECK: pb.return
pb.func @chain(%n: !int, %c: f64, %x: !pb.ptr<f64>) -> f64 attributes {cxx_name = "chain", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %t = pb.alloc vector "t"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %p = arith.mulf %c, %v : f64
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %p, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  %none = pb.constant bits "0" : f64
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}

// What the second loop needs moves in front of both: memory, and a load that the first loop does not touch. What comes
// out of the loops stays what it was.
// CHECK-LABEL: pb.func @between
// CHECK: pb.alloc new "u"
// CHECK: pb.load
// CHECK: %[[SUMS:.*]]:2 = pb.for
// CHECK-NOT: pb.for
// CHECK: arith.subf %[[SUMS]]#0, %[[SUMS]]#1
pb.func @between(%n: !int, %x: !pb.ptr<f64>, %y: !pb.ptr<f64>) -> f64 attributes {cxx_name = "between", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %t = pb.alloc new "t"[%n] : !int -> !pb.ptr<f64>
  %a = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %v, %ti : f64, !pb.ptr<f64>
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  %u = pb.alloc new "u"[%n] : !int -> !pb.ptr<f64>
  %y0 = pb.element %y[%c0] : !pb.ptr<f64>, !int
  %first = pb.load %y0 : !pb.ptr<f64> -> f64
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %first) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %ui = pb.element %u[%i] : !pb.ptr<f64>, !int
    pb.store %v, %ui : f64, !pb.ptr<f64>
    %r = arith.mulf %s, %v : f64
    pb.yield %r : f64
  }
  %u0 = pb.element %u[%c0] : !pb.ptr<f64>, !int
  %w = pb.load %u0 : !pb.ptr<f64> -> f64
  %d = arith.subf %a, %b : f64
  %e = arith.addf %d, %w : f64
  pb.return %e : f64
}

// Matrices: outer loops join where inner ones do.
// CHECK-LABEL: pb.func @nests
// CHECK: pb.for
// CHECK: pb.for
// CHECK: %[[PRODUCT:.*]] = arith.mulf
// CHECK: arith.addf %[[PRODUCT]], %[[PRODUCT]]
// CHECK-NOT: pb.for
// CHECK: pb.return
pb.func @nests(%n: !int, %m: !int, %c: f64, %x: !pb.ptr<f64>) attributes {cxx_name = "nests", role = "primal"} {
  %c0 = pb.constant 0 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    pb.for %j = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %i, %m : !int
      %at = pb.binary add %row, %j : !int
      %xi = pb.element %x[%at] : !pb.ptr<f64>, !int
      %v = pb.load %xi : !pb.ptr<f64> -> f64
      %p = arith.mulf %c, %v : f64
      pb.store %p, %xi : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    pb.for %j = %c0 while lt %m step 1 : !int {
      %row = pb.binary mul %i, %m : !int
      %at = pb.binary add %row, %j : !int
      %xi = pb.element %x[%at] : !pb.ptr<f64>, !int
      %v = pb.load %xi : !pb.ptr<f64> -> f64
      %s = arith.addf %v, %v : f64
      pb.store %s, %xi : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}
