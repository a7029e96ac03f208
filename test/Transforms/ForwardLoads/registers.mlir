// RUN: pullback-opt %s --pb-forward-loads | FileCheck %s
!int = !pb.int<"int", 32, true>

// `y[i] = 0; for (j) y[i] += x[j];` sums in a register and stores once.
// CHECK-LABEL: @sum
// CHECK-NOT: pb.store
// CHECK: %[[R:.*]] = pb.for {{.*}} carry(%[[A:.*]] = %arg3) : f64 {
// CHECK: %[[S:.*]] = arith.addf %[[A]]
// CHECK-NEXT: pb.yield %[[S]]
// CHECK: pb.store %[[R]]
// CHECK-NEXT: pb.return
pb.func @sum(%x: !pb.ptr<f64, const>, %y: !pb.ptr<f64>, %n: !int, %zero: f64, %i: !int) attributes {cxx_name = "sum", role = "primal", pb.modes = ["vjp"]} {
  %c0 = pb.constant 0 : !int
  %p = pb.element %y[%i] : !pb.ptr<f64>, !int
  pb.store %zero, %p : f64, !pb.ptr<f64>
  pb.for %j = %c0 while lt %n step 1 : !int {
    %q = pb.element %x[%j] : !pb.ptr<f64, const>, !int
    %v = pb.load %q : !pb.ptr<f64, const> -> f64
    %a = pb.load %p : !pb.ptr<f64> -> f64
    %s = arith.addf %a, %v : f64
    pb.store %s, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// Without the store in front, the loop might not store at all: it stays as it is.
// CHECK-LABEL: @not_stored_before
// CHECK: pb.for
// CHECK: pb.store
// CHECK-NEXT: pb.yield
pb.func @not_stored_before(%y: !pb.ptr<f64>, %n: !int, %x: f64) attributes {cxx_name = "not_stored_before", role = "primal", pb.modes = ["vjp"]} {
  %c0 = pb.constant 0 : !int
  pb.for %j = %c0 while lt %n step 1 : !int {
    %a = pb.load %y : !pb.ptr<f64> -> f64
    %s = arith.addf %a, %x : f64
    pb.store %s, %y : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// Two branches deep: what is stored behind the inner one is seen to change behind the outer one.
// CHECK-LABEL: @branches
// CHECK: %[[R:.*]] = scf.if %arg2 -> (f64)
// CHECK: scf.if %arg3 -> (f64)
// CHECK: pb.store %[[R]], %arg0
pb.func @branches(%y: !pb.ptr<f64>, %x: f64, %c: i1, %d: i1) -> f64 attributes {cxx_name = "branches", role = "primal", pb.modes = ["vjp"]} {
  pb.store %x, %y : f64, !pb.ptr<f64>
  scf.if %c {
    scf.if %d {
      %m = arith.mulf %x, %x : f64
      pb.store %m, %y : f64, !pb.ptr<f64>
    }
  }
  %r = pb.load %y : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
