// RUN: pullback-opt %s --pb-known-elements | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!int = !pb.int<"int", 32, true>
!row = !pb.record<"row", ["data", "size"], (!size, !size)>

// The places of rows are known where they are looked up; the sizes come from elsewhere.
// CHECK-LABEL: @known
// CHECK: pb.for
// CHECK: }
// CHECK: %[[J:.*]] = pb.cast %arg2 implicit
// CHECK: %[[AT:.*]] = pb.binary mul %[[J]], %arg1
// CHECK-NOT: ["data"]
// CHECK: pb.load %{{.*}}
// CHECK: pb.binary add %[[AT]]
pb.func @known(%n: !size, %m: !size, %j: !int, %sizes: !pb.ptr<!size, const>) -> !size
    attributes {cxx_name = "known", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !size
  %rows = pb.alloc vector "rows" [%n] : !size -> !pb.ptr<!row>
  pb.for %i = %zero while lt %n step 1 : !size {
    %at = pb.binary mul %i, %m : !size
    %row = pb.element %rows[%i] : !pb.ptr<!row>, !size
    %data = pb.field %row["data"] : !pb.ptr<!row> -> !pb.ptr<!size>
    pb.store %at, %data : !size, !pb.ptr<!size>
    %from = pb.element %sizes[%i] : !pb.ptr<!size, const>, !size
    %count = pb.load %from : !pb.ptr<!size, const> -> !size
    %size = pb.field %row["size"] : !pb.ptr<!row> -> !pb.ptr<!size>
    pb.store %count, %size : !size, !pb.ptr<!size>
    pb.yield
  }
  %chosen = pb.element %rows[%j] : !pb.ptr<!row>, !int
  %place = pb.field %chosen["data"] : !pb.ptr<!row> -> !pb.ptr<!size>
  %first = pb.load %place : !pb.ptr<!size> -> !size
  %length = pb.field %chosen["size"] : !pb.ptr<!row> -> !pb.ptr<!size>
  %count = pb.load %length : !pb.ptr<!size> -> !size
  %last = pb.binary add %first, %count : !size
  pb.return %last : !size
}

// Not known: what is read in front of the loop, what a loop may not get to, and what is written elsewhere as well.
// CHECK-LABEL: @before
// CHECK: pb.load
// CHECK: pb.for
pb.func @before(%n: !size, %j: !size) -> !size attributes {cxx_name = "before", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !size
  %places = pb.alloc vector "places" [%n] : !size -> !pb.ptr<!size>
  %place = pb.element %places[%j] : !pb.ptr<!size>, !size
  %first = pb.load %place : !pb.ptr<!size> -> !size
  pb.for %i = %zero while lt %n step 1 : !size {
    %to = pb.element %places[%i] : !pb.ptr<!size>, !size
    pb.store %i, %to : !size, !pb.ptr<!size>
    pb.yield
  }
  pb.return %first : !size
}

// CHECK-LABEL: @part
// CHECK: pb.for
// CHECK: pb.load
pb.func @part(%n: !size, %j: !size, %stop: i1) -> !size attributes {cxx_name = "part", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !size
  %places = pb.alloc vector "places" [%n] : !size -> !pb.ptr<!size>
  pb.for %i = %zero while lt %n step 1 : !size {
    %to = pb.element %places[%i] : !pb.ptr<!size>, !size
    pb.store %i, %to : !size, !pb.ptr<!size>
    pb.yield if %stop
  }
  %place = pb.element %places[%j] : !pb.ptr<!size>, !size
  %first = pb.load %place : !pb.ptr<!size> -> !size
  pb.return %first : !size
}

// CHECK-LABEL: @elsewhere
// CHECK: pb.for
// CHECK: pb.load
pb.func @elsewhere(%n: !size, %j: !size) -> !size attributes {cxx_name = "elsewhere", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !size
  %places = pb.alloc vector "places" [%n] : !size -> !pb.ptr<!size>
  pb.for %i = %zero while lt %n step 1 : !size {
    %to = pb.element %places[%i] : !pb.ptr<!size>, !size
    pb.store %i, %to : !size, !pb.ptr<!size>
    pb.yield
  }
  %place = pb.element %places[%j] : !pb.ptr<!size>, !size
  pb.store %n, %place : !size, !pb.ptr<!size>
  %first = pb.load %place : !pb.ptr<!size> -> !size
  pb.return %first : !size
}
