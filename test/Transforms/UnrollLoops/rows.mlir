// RUN: pullback-opt %s --pb-unroll-loops | FileCheck %s
// A walk from the start of a row is one of its subscripts where it is proved to stay in the row.
!int = !pb.int<"int", 32, true>
!row = !pb.array<30, f64>

// CHECK-LABEL: @stays
// CHECK: %[[FIRST:.*]] = pb.decay %{{.*}} : !pb.ptr<!pb.array<30, f64>>
// CHECK: %[[START:.*]] = pb.element %[[FIRST]][%{{.*}}]
// CHECK: pb.for %[[I:.*]] =
// CHECK:   pb.element %[[FIRST]][%[[I]]]
// CHECK: pb.for %[[J:.*]] =
// CHECK:   pb.element %[[START]][%[[J]]]
// CHECK: pb.for %[[K:.*]] =
// CHECK:   pb.element %[[START]][%[[K]]]
pb.func @stays(%n: !int) attributes {cxx_name = "stays", role = "primal"} {
  %zero = pb.constant 0 : !int
  %thirty = pb.constant 30 : !int
  %thirty_one = pb.constant 31 : !int
  %x = pb.constant bits "3FE0000000000000" : f64
  %a = pb.local "a" : !pb.ptr<!pb.array<30, !row>>
  %rows = pb.decay %a : !pb.ptr<!pb.array<30, !row>> -> !pb.ptr<!row>
  %row = pb.element %rows[%zero] : !pb.ptr<!row>, !int
  %first = pb.decay %row : !pb.ptr<!row> -> !pb.ptr<f64>
  %start = pb.element %first[%zero] : !pb.ptr<f64>, !int
  pb.for %i = %zero while lt %thirty step 1 : !int {
    %place = pb.element %start[%i] : !pb.ptr<f64>, !int
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %zero while lt %thirty_one step 1 : !int {
    %place = pb.element %start[%i] : !pb.ptr<f64>, !int
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %zero while lt %n step 1 : !int {
    %place = pb.element %start[%i] : !pb.ptr<f64>, !int
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
