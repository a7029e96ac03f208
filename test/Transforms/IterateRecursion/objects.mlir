// RUN: pullback-opt --pb-iterate-recursion %s | FileCheck %s
!int = !pb.int<"int", 32, true>
!view = !pb.record<"View", ["data", "k"], (!pb.ptr<f64>, f64)>

pb.func @change(%v: !pb.ptr<!view> {pb.name = "v", pb.byval}, %i: !int {pb.name = "i"}) -> f64 attributes {cxx_name = "change", role = "primal"} {
  %d = pb.field %v["data"] : !pb.ptr<!view> -> !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %a = pb.load %p : !pb.ptr<f64> -> f64
  %f = pb.field %v["k"] : !pb.ptr<!view> -> !pb.ptr<f64>
  pb.store %a, %f : f64, !pb.ptr<f64>
  %kept = pb.local "kept" : !pb.ptr<f64>
  pb.store %a, %kept : f64, !pb.ptr<f64>
  pb.store %kept, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %near = pb.local "near" : !pb.ptr<f64>
  pb.store %a, %near : f64, !pb.ptr<f64>
  %r = pb.call @change(%v, %i) : (!pb.ptr<!view>, !int) -> f64
  %n = pb.load %near : !pb.ptr<f64> -> f64
  %k = pb.load %f : !pb.ptr<f64> -> f64
  %s = arith.addf %n, %k : f64
  %t = arith.addf %s, %r : f64
  pb.return %t : f64
}

// An object by value is another one in each call, though it is handed on as it is; a variable is a part of the memory
// that all calls have, unless its address is kept: then it is made anew.
// CHECK-LABEL: pb.func @top
// CHECK: %[[V:.*]] = pb.local "v"
// CHECK: %[[VS:.*]] = pb.alloc vector "v_of"{{.*}} -> !pb.ptr<!pb.record<"View"
// CHECK: %[[NEAR:.*]] = pb.alloc vector "near_of"
// CHECK-NOT: "kept_of"
// CHECK: %[[START:.*]] = pb.element %[[VS]]
// CHECK-NEXT: pb.copy %[[V]], %[[START]]
// CHECK: pb.loop
// CHECK: %[[OWN:.*]] = pb.element %[[VS]]
// CHECK: pb.field %[[OWN]]["data"]
// CHECK: %[[KEPT:.*]] = pb.alloc new "kept"
// CHECK: pb.store %[[KEPT]]
// CHECK: %[[FRESH:.*]] = pb.element %[[VS]]
// CHECK-NEXT: pb.copy %[[OWN]], %[[FRESH]]
// CHECK: pb.element %[[NEAR]]
pb.func @top(%x: !pb.ptr<f64>, %i: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %v = pb.local "v" : !pb.ptr<!view>
  %r = pb.call @change(%v, %i) : (!pb.ptr<!view>, !int) -> f64
  pb.return %r : f64
}

// An array of which an element is lent becomes an array from the heap, in the caller too.
pb.func @lend(%v: !pb.ptr<!view> {pb.name = "v"}, %p: !pb.ptr<f64> {pb.name = "p"}) -> f64 attributes {cxx_name = "lend", role = "primal"} {
  %d = pb.field %v["data"] : !pb.ptr<!view> -> !pb.ptr<!pb.ptr<f64>>
  %q = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %a = pb.load %q : !pb.ptr<f64> -> f64
  pb.store %a, %p : f64, !pb.ptr<f64>
  %own = pb.local "own" : !pb.ptr<!pb.array<3, f64>>
  %o = pb.decay %own : !pb.ptr<!pb.array<3, f64>> -> !pb.ptr<f64>
  %r = pb.call @lend(%v, %o) : (!pb.ptr<!view>, !pb.ptr<f64>) -> f64
  pb.return %r : f64
}
// CHECK-LABEL: pb.func @lending
// CHECK: %[[THREE:.*]] = pb.constant 3
// CHECK: pb.alloc new "first"[%[[THREE]]]{{.*}} -> !pb.ptr<f64>
// CHECK: pb.alloc vector "p_of"{{.*}} -> !pb.ptr<!pb.ptr<f64>>
// CHECK: pb.loop
// CHECK: %[[THREE:.*]] = pb.constant 3
// CHECK: pb.alloc new "own"[%[[THREE]]]{{.*}} -> !pb.ptr<f64>
pb.func @lending(%x: f64) -> f64 attributes {cxx_name = "lending", role = "primal", pb.modes = ["vjp"]} {
  %v = pb.local "v" : !pb.ptr<!view>
  %first = pb.local "first" : !pb.ptr<!pb.array<3, f64>>
  %f = pb.decay %first : !pb.ptr<!pb.array<3, f64>> -> !pb.ptr<f64>
  %r = pb.call @lend(%v, %f) : (!pb.ptr<!view>, !pb.ptr<f64>) -> f64
  pb.return %r : f64
}
