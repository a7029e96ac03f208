// RUN: pullback-opt --pb-iterate-recursion --split-input-file --verify-diagnostics %s | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
!nodes = !pb.record<"nodes", ["data", "size"], (!pb.ptr<f64>, !size)>

// An element that the library's container keeps where it is: after the call the container says where it is now.
// CHECK-LABEL: pb.func @top
// CHECK: pb.loop
// CHECK: pb.grow
// CHECK: } else {
// CHECK: %[[AGAIN:.*]] = pb.load %{{.*}} : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
// CHECK: %[[ELEMENT:.*]] = pb.element %[[AGAIN]][%{{.*}}]
// CHECK: pb.store %{{.*}}, %[[ELEMENT]]
pb.func @remember(%m: !pb.ptr<!nodes> {pb.name = "m"}, %i: !int {pb.name = "i"}) -> f64 attributes {cxx_name = "remember", role = "primal"} {
  %d = pb.field %m["data"] : !pb.ptr<!nodes> -> !pb.ptr<!pb.ptr<f64>>
  %s = pb.field %m["size"] : !pb.ptr<!nodes> -> !pb.ptr<!size>
  %old = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %size = pb.load %s : !pb.ptr<!size> -> !size
  %data, %room = pb.grow %old [%size of %size to %size] {pb.stays} : !pb.ptr<f64>, !size, !size, !size -> !pb.ptr<f64>, !size
  pb.store %data, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %e = pb.element %p[%i] : !pb.ptr<f64>, !int
  %r = pb.call @remember(%m, %i) : (!pb.ptr<!nodes>, !int) -> f64
  pb.store %r, %e : f64, !pb.ptr<f64>
  pb.return %r : f64
}
pb.func @top(%m: !pb.ptr<!nodes>, %i: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %r = pb.call @remember(%m, %i) : (!pb.ptr<!nodes>, !int) -> f64
  pb.return %r : f64
}

// -----

// Elements that get other numbers.
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
!nodes = !pb.record<"nodes", ["data", "size"], (!pb.ptr<f64>, !size)>
pb.func @remember(%m: !pb.ptr<!nodes> {pb.name = "m"}, %i: !int {pb.name = "i"}) -> f64 attributes {cxx_name = "remember", role = "primal"} {
  %d = pb.field %m["data"] : !pb.ptr<!nodes> -> !pb.ptr<!pb.ptr<f64>>
  %s = pb.field %m["size"] : !pb.ptr<!nodes> -> !pb.ptr<!size>
  %old = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %size = pb.load %s : !pb.ptr<!size> -> !size
  %data, %room = pb.grow %old [%size of %size to %size] {pb.shifts} : !pb.ptr<f64>, !size, !size, !size -> !pb.ptr<f64>, !size
  pb.store %data, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %e = pb.element %p[%i] : !pb.ptr<f64>, !int
  %r = pb.call @remember(%m, %i) : (!pb.ptr<!nodes>, !int) -> f64
  // expected-error @below {{from before the container changed [container]}}
  // expected-note @below {{take the reference anew}}
  pb.store %r, %e : f64, !pb.ptr<f64>
  pb.return %r : f64
}
pb.func @top(%m: !pb.ptr<!nodes>, %i: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %r = pb.call @remember(%m, %i) : (!pb.ptr<!nodes>, !int) -> f64
  pb.return %r : f64
}
