// RUN: pullback-opt --pb-iterate-recursion %s | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
!vector = !pb.record<"vector", ["data", "size"], (!pb.ptr<f64>, !size)>

// CHECK-NOT: @add
pb.func @add(%i: !int {pb.name = "i"}, %v: !pb.ptr<!vector> {pb.name = "v", pb.ref}, %x: f64 {pb.name = "x"}) -> f64 attributes {cxx_name = "add", role = "primal"} {
  %d = pb.field %v["data"] : !pb.ptr<!vector> -> !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %e = pb.element %p[%i] : !pb.ptr<f64>, !int
  %a = pb.load %e : !pb.ptr<f64> -> f64
  %zero = pb.constant 0 : !int
  %more = pb.cmp lt %zero, %i : !int
  %r = scf.if %more -> (f64) {
    %one = pb.constant 1 : !int
    %next = pb.binary sub %i, %one : !int
    %y = arith.mulf %x, %a : f64
    %b = pb.call @add(%next, %v, %y) : (!int, !pb.ptr<!vector>, f64) -> f64
    %c = arith.mulf %a, %b : f64
    scf.yield %c : f64
  } else {
    scf.yield %x : f64
  }
  pb.return %r : f64
}

// What changes from call to call is kept by the number of the call; the vector is the caller's. The first part ends
// with the recursive call, or with the return to the call before.
// CHECK-LABEL: pb.func @top
// CHECK: %[[V:.*]] = pb.local "v"
// CHECK-DAG: %[[I:.*]] = pb.alloc vector "i_of"
// CHECK-DAG: %[[X:.*]] = pb.alloc vector "x_of"
// CHECK-DAG: %[[A:.*]] = pb.alloc vector "value_of"
// CHECK-DAG: %[[RESUME:.*]] = pb.alloc vector "resume_of"
// CHECK-DAG: %[[CALLER:.*]] = pb.alloc vector "caller_of"
// CHECK-NOT: "v_of"
// CHECK: pb.loop carry(%[[RETURNED:[^ ]*]] = %{{[^,]*}}, %[[PART:[^ ]*]] = %{{[^,]*}}, %[[CALL:[^ ]*]] = %{{[^,]*}}, %[[CALLS:[^ ]*]] =
// CHECK: pb.cmp eq %[[PART]]
// CHECK-NEXT: scf.if
// CHECK: pb.field %[[V]]["data"]
// CHECK: pb.element %[[I]][%[[CALL]]]
// CHECK: %[[LOADED:.*]] = pb.load %{{.*}} -> f64
// CHECK-NEXT: %[[KEPT:.*]] = pb.element %[[A]][%[[CALL]]]
// CHECK-NEXT: pb.store %[[LOADED]], %[[KEPT]]
// CHECK: scf.if
// CHECK: %[[NEXT:.*]] = pb.binary add %[[CALLS]]
// CHECK-NEXT: pb.resize %[[RESUME]][%[[NEXT]]]
// CHECK-COUNT-4: pb.resize
// CHECK: pb.element %[[I]][%[[CALLS]]]
// CHECK: pb.element %[[X]][%[[CALLS]]]
// CHECK: %[[FROM:.*]] = pb.element %[[CALLER]][%[[CALLS]]]
// CHECK-NEXT: pb.store %[[CALL]], %[[FROM]]
// CHECK: pb.element %[[RESUME]][%[[CALLS]]]
// CHECK: } else {
// CHECK: pb.element %[[RESUME]][%[[CALL]]]
// CHECK: pb.element %[[CALLER]][%[[CALL]]]
// CHECK: } else {
// CHECK: %[[AT:.*]] = pb.element %[[A]][%[[CALL]]]
// CHECK-NEXT: %[[FACTOR:.*]] = pb.load %[[AT]]
// CHECK-NEXT: arith.mulf %[[FACTOR]], %[[RETURNED]]
// CHECK: pb.cmp ne
// CHECK-NEXT: pb.yield if
pb.func @top(%x: f64, %n: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %v = pb.local "v" : !pb.ptr<!vector>
  %m = pb.constant 9 : !size
  %a = pb.alloc vector "v"[%m] : !size -> !pb.ptr<f64>
  %d = pb.field %v["data"] : !pb.ptr<!vector> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %a, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %r = pb.call @add(%n, %v, %x) : (!int, !pb.ptr<!vector>, f64) -> f64
  pb.return %r : f64
}
