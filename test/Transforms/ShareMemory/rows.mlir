// Pointers that are kept in memory become places in one vector, or the number of an object.
// RUN: pullback-opt %s --pb-share-memory --split-input-file --verify-diagnostics | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!row = !pb.record<"row", ["data"], (!pb.ptr<f64>)>

// CHECK-LABEL: @rows
// CHECK: %[[SHARED:.*]] = pb.alloc vector "row"
// CHECK: pb.for {{.*}} carry(%[[USED:.*]] =
// CHECK:   %[[NEXT:.*]] = pb.binary add %[[USED]], %{{.*}}
// CHECK:   pb.resize %[[SHARED]][%[[NEXT]]]
// CHECK:   pb.yield %[[NEXT]]
// CHECK: %[[PLACE:.*]] = pb.load {{.*}} -> !pb.int<"unsigned long", 64, false>
// CHECK: %[[POINTER:.*]] = pb.element %[[SHARED]][%[[PLACE]]]
// CHECK: pb.load %[[POINTER]]
pb.func @rows(%n: !size, %m: !size) -> f64 attributes {cxx_name = "rows", role = "primal"} {
  %zero = pb.constant 0 : !size
  %v = pb.alloc vector "v"[%n] : !size -> !pb.ptr<!row>
  pb.for %i = %zero while lt %n step 1 : !size {
    %row = pb.alloc new "row"[%m] : !size -> !pb.ptr<f64>
    %e = pb.element %v[%i] : !pb.ptr<!row>, !size
    %f = pb.field %e["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
    pb.store %row, %f : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
    pb.yield
  }
  %e = pb.element %v[%m] : !pb.ptr<!row>, !size
  %f = pb.field %e["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %f : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %x = pb.load %p : !pb.ptr<f64> -> f64
  pb.return %x : f64
}

// -----
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: @chosen
// CHECK-DAG: %[[ZERO:.*]] = pb.constant 0 : !pb.int<"int", 32, true>
// CHECK: pb.store %[[ZERO]]
// CHECK: %[[NUMBER:.*]] = pb.load {{.*}} -> !pb.int<"int", 32, true>
// CHECK: arith.select {{.*}} : !pb.ptr<f64>
pb.func @chosen(%a: !pb.ptr<f64>, %b: !pb.ptr<f64>, %i: !size) -> f64 attributes {cxx_name = "chosen", role = "primal"} {
  %one = pb.constant 1 : !size
  %p = pb.local "p" : !pb.ptr<!pb.array<2, !pb.ptr<f64>>>
  %d = pb.decay %p : !pb.ptr<!pb.array<2, !pb.ptr<f64>>> -> !pb.ptr<!pb.ptr<f64>>
  %e = pb.element %d[%one] : !pb.ptr<!pb.ptr<f64>>, !size
  pb.store %a, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.store %b, %e : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %c = pb.element %d[%i] : !pb.ptr<!pb.ptr<f64>>, !size
  %q = pb.load %c : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %x = pb.load %q : !pb.ptr<f64> -> f64
  pb.return %x : f64
}

// -----
!size = !pb.int<"unsigned long", 64, false>

// Where several allocations become one another, the vector that grows moves to the end of what they share.
// CHECK-LABEL: @exchanged
// CHECK: pb.cmp lt
// CHECK: scf.if
// CHECK:   pb.resize
pb.func @exchanged(%n: !size, %c: i1) -> f64 attributes {cxx_name = "exchanged", role = "primal"} {
  %a = pb.alloc vector "a"[%n] : !size -> !pb.ptr<f64>
  %b = pb.alloc vector "b"[%n] : !size -> !pb.ptr<f64>
  %p = scf.if %c -> (!pb.ptr<f64>) {
    scf.yield %a : !pb.ptr<f64>
  } else {
    scf.yield %b : !pb.ptr<f64>
  }
  %one = pb.constant 1 : !size
  %next = pb.binary add %n, %one : !size
  %q, %room = pb.grow %p[%n of %n to %next] : !pb.ptr<f64>, !size, !size, !size -> !pb.ptr<f64>, !size
  %x = pb.load %q : !pb.ptr<f64> -> f64
  pb.return %x : f64
}
