// RUN: pullback-opt %s --pb-promote | FileCheck %s
!int = !pb.int<"int", 32, true>

// The sum is carried, with its name; what only lives within one iteration is not.
// CHECK-LABEL: @sum
// CHECK-NOT: pb.local
// CHECK: %[[S:.*]] = pb.for %{{.*}} carry(%[[A:.*]] = %{{.*}}) : f64 {
// CHECK: %[[T:.*]] = arith.addf %[[A]]
// CHECK-NEXT: pb.yield %[[T]]
// CHECK: pb.return %[[S]]
pb.func @sum(%x: !pb.ptr<f64, const>, %n: !int, %zero: f64) -> f64 attributes {cxx_name = "sum", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %s = pb.local "s" : !pb.ptr<f64>
  pb.store %zero, %s : f64, !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %y = pb.local "y" : !pb.ptr<f64>
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    pb.store %v, %y : f64, !pb.ptr<f64>
    %old = pb.load %s : !pb.ptr<f64> -> f64
    %w = pb.load %y : !pb.ptr<f64> -> f64
    %new = arith.addf %old, %w : f64
    pb.store %new, %s : f64, !pb.ptr<f64>
    pb.yield
  }
  %r = pb.load %s : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// Assigned on one way only: the other way has no value. Nobody reads `t` after the branch, so it is no result.
// CHECK-LABEL: @one_way
// CHECK: %[[U:.*]] = pb.undef : f64
// CHECK: %[[R:.*]] = scf.if %arg1 -> (f64) {
// CHECK: scf.yield %arg0
// CHECK: scf.yield %[[U]]
pb.func @one_way(%x: f64, %c: i1) -> f64 attributes {cxx_name = "one_way", role = "primal"} {
  %s = pb.local "s" : !pb.ptr<f64>
  %t = pb.local "t" : !pb.ptr<f64>
  scf.if %c {
    pb.store %x, %s : f64, !pb.ptr<f64>
    pb.store %x, %t : f64, !pb.ptr<f64>
  }
  %r = pb.load %s : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// The address escapes into an element: it stays in memory.
// CHECK-LABEL: @escapes
// CHECK: pb.local "s"
pb.func @escapes(%x: f64, %i: !int) -> f64 attributes {cxx_name = "escapes", role = "primal"} {
  %s = pb.local "s" : !pb.ptr<f64>
  pb.store %x, %s : f64, !pb.ptr<f64>
  %p = pb.element %s[%i] : !pb.ptr<f64>, !int
  %r = pb.load %p : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
