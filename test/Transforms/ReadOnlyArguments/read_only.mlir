// RUN: pullback-opt %s --pb-read-only-arguments | FileCheck %s
!int = !pb.int<"int", 32, true>

// What is only read, also by way of calls of itself, becomes const; what is written does not.
// CHECK-LABEL: pb.func @walk
// CHECK-SAME: (%[[X:.*]]: !pb.ptr<f64, const> {pb.name = "x"}, %[[Y:.*]]: !pb.ptr<f64> {pb.name = "y"}
// CHECK: pb.element %[[X]][%{{.*}}] : !pb.ptr<f64, const>
// CHECK-NOT: pb.cast
// CHECK: pb.call @walk(%[[X]], %[[Y]], %{{.*}}) : (!pb.ptr<f64, const>, !pb.ptr<f64>, !pb.int<"int", 32, true>)
pb.func @walk(%x: !pb.ptr<f64> {pb.name = "x"}, %y: !pb.ptr<f64> {pb.name = "y"}, %i: !int) -> f64 attributes {cxx_name = "walk", role = "primal"} {
  %c = pb.cast %x implicit : !pb.ptr<f64> to !pb.ptr<f64, const>
  %e = pb.element %c[%i] : !pb.ptr<f64, const>, !int
  %v = pb.load %e : !pb.ptr<f64, const> -> f64
  %t = pb.element %y[%i] : !pb.ptr<f64>, !int
  pb.store %v, %t : f64, !pb.ptr<f64>
  %r = pb.call @walk(%x, %y, %i) : (!pb.ptr<f64>, !pb.ptr<f64>, !int) -> f64
  pb.return %r : f64
}

// One of two that call each other writes.
// CHECK-LABEL: pb.func @even
// CHECK-SAME: (%{{.*}}: !pb.ptr<f64> {pb.name = "x"}
pb.func @even(%x: !pb.ptr<f64> {pb.name = "x"}, %i: !int) -> f64 attributes {cxx_name = "even", role = "primal"} {
  %r = pb.call @odd(%x, %i) : (!pb.ptr<f64>, !int) -> f64
  pb.return %r : f64
}
// CHECK-LABEL: pb.func @odd
// CHECK-SAME: (%{{.*}}: !pb.ptr<f64> {pb.name = "x"}
pb.func @odd(%x: !pb.ptr<f64> {pb.name = "x"}, %i: !int) -> f64 attributes {cxx_name = "odd", role = "primal"} {
  %r = pb.call @even(%x, %i) : (!pb.ptr<f64>, !int) -> f64
  pb.store %r, %x : f64, !pb.ptr<f64>
  pb.return %r : f64
}

// Not seen through: a pointer that is kept, and one that is chosen.
// CHECK-LABEL: pb.func @kept
// CHECK-SAME: (%{{.*}}: !pb.ptr<f64> {pb.name = "x"}, %{{.*}}: !pb.ptr<f64> {pb.name = "y"}
pb.func @kept(%x: !pb.ptr<f64> {pb.name = "x"}, %y: !pb.ptr<f64> {pb.name = "y"}, %b: i1) -> f64 attributes {cxx_name = "kept", role = "primal"} {
  %p = pb.local "p" : !pb.ptr<!pb.ptr<f64>>
  pb.store %x, %p : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %s = arith.select %b, %y, %y : !pb.ptr<f64>
  %v = pb.load %s : !pb.ptr<f64> -> f64
  %r = pb.call @kept(%x, %y, %b) : (!pb.ptr<f64>, !pb.ptr<f64>, i1) -> f64
  pb.return %v : f64
}

// Functions that a request names keep their signature. Calls get a const pointer.
// CHECK-LABEL: pb.func @top
// CHECK-SAME: (%[[A:.*]]: !pb.ptr<f64>, %[[B:.*]]: !pb.ptr<f64>,
// CHECK: %[[C:.*]] = pb.cast %[[A]] implicit : !pb.ptr<f64> to !pb.ptr<f64, const>
// CHECK: pb.call @walk(%[[C]], %[[B]], %{{.*}})
pb.func @top(%a: !pb.ptr<f64>, %b: !pb.ptr<f64>, %i: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %r = pb.call @walk(%a, %b, %i) : (!pb.ptr<f64>, !pb.ptr<f64>, !int) -> f64
  pb.return %r : f64
}

// What a const pointer is compared with becomes const as well.
// CHECK-LABEL: pb.func @compared
// CHECK: %[[NULL:.*]] = pb.cast %{{.*}} implicit : !pb.ptr<f64> to !pb.ptr<f64, const>
// CHECK: pb.cmp eq %{{.*}}, %[[NULL]] : !pb.ptr<f64, const>
pb.func @compared(%x: !pb.ptr<f64> {pb.name = "x"}) -> i1 attributes {cxx_name = "compared", role = "primal"} {
  %null = pb.null : !pb.ptr<f64>
  %c = pb.cmp eq %x, %null : !pb.ptr<f64>
  %r = pb.call @compared(%x) : (!pb.ptr<f64>) -> i1
  pb.return %c : i1
}
