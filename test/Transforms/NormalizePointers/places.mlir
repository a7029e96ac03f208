// RUN: pullback-opt %s --pb-normalize-pointers | FileCheck %s
// A pointer that goes from place to place in memory carries the place as it is kept there; one that is moved on, as the
// difference of pointers.
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: @places
// CHECK: pb.loop carry(%{{.*}} = %arg1) : !pb.int<"unsigned long", 64, false>
// CHECK-NOT: pb.cast
// CHECK: pb.return
pb.func @places(%next: !pb.ptr<!size, const>, %first: !size) -> f64 attributes {cxx_name = "places", role = "primal"} {
  %count = pb.constant 9 : !size
  %none = pb.constant 0 : !size
  %values = pb.alloc vector "values"[%count] : !size -> !pb.ptr<f64>
  %start = pb.element %values[%first] : !pb.ptr<f64>, !size
  %last = pb.loop carry(%at = %start) : !pb.ptr<f64> {
    %distance = pb.ptrdiff %at, %values : !pb.ptr<f64>, !pb.ptr<f64> -> !size
    %go = pb.cmp ne %distance, %none : !size
    %place = pb.element %next[%distance] : !pb.ptr<!size, const>, !size
    %other = pb.load %place : !pb.ptr<!size, const> -> !size
    %on = pb.element %values[%other] : !pb.ptr<f64>, !size
    pb.yield if %go %on : !pb.ptr<f64>
  }
  %value = pb.load %last : !pb.ptr<f64> -> f64
  pb.return %value : f64
}

// CHECK-LABEL: @moved
// CHECK: pb.loop carry(%{{.*}} = %{{.*}}) : !pb.int<"long", 64, true>
pb.func @moved(%n: !size, %first: !size) -> f64 attributes {cxx_name = "moved", role = "primal"} {
  %values = pb.alloc vector "values"[%n] : !size -> !pb.ptr<f64>
  %start = pb.element %values[%first] : !pb.ptr<f64>, !size
  %end = pb.element %values[%n] : !pb.ptr<f64>, !size
  %last = pb.loop carry(%at = %start) : !pb.ptr<f64> {
    %go = pb.cmp ne %at, %end : !pb.ptr<f64>
    %on = pb.element %at[%first] : !pb.ptr<f64>, !size
    pb.yield if %go %on : !pb.ptr<f64>
  }
  %value = pb.load %last : !pb.ptr<f64> -> f64
  pb.return %value : f64
}
