// RUN: pullback-opt %s --pb-split-aggregates | FileCheck %s
!int = !pb.int<"int", 32, true>
!rec = !pb.record<"C", ["f", "k"], (f64, !pb.array<2, f64>)>

// What is split is promoted: of the object nothing is left.
// CHECK-LABEL: @constant_paths
// CHECK-NOT: pb.local
// CHECK: %[[FIELD:.*]] = pb.field %arg1["f"]
// CHECK: %[[F:.*]] = pb.load %[[FIELD]]
// CHECK: pb.return %[[F]]
pb.func @constant_paths(%x: f64, %from: !pb.ptr<!rec>) -> f64 attributes {cxx_name = "constant_paths", role = "primal"} {
  %one = pb.constant 1 : !int
  %c = pb.local "c" : !pb.ptr<!rec>
  pb.copy %from, %c : !pb.ptr<!rec>, !pb.ptr<!rec>
  %k = pb.field %c["k"] : !pb.ptr<!rec> -> !pb.ptr<!pb.array<2, f64>>
  %d = pb.decay %k : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %e = pb.element %d[%one] : !pb.ptr<f64>, !int
  pb.store %x, %e : f64, !pb.ptr<f64>
  %f = pb.field %c["f"] : !pb.ptr<!rec> -> !pb.ptr<f64>
  %r = pb.load %f : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// An index that is not constant, or lies outside: left alone.
// CHECK-LABEL: @other_paths
// CHECK: pb.local "a" : !pb.ptr<!pb.array<2, f64>>
// CHECK: pb.local "b" : !pb.ptr<!pb.array<2, f64>>
pb.func @other_paths(%x: f64, %i: !int) attributes {cxx_name = "other_paths", role = "primal"} {
  %two = pb.constant 2 : !int
  %a = pb.local "a" : !pb.ptr<!pb.array<2, f64>>
  %d = pb.decay %a : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %e = pb.element %d[%i] : !pb.ptr<f64>, !int
  pb.store %x, %e : f64, !pb.ptr<f64>
  %b = pb.local "b" : !pb.ptr<!pb.array<2, f64>>
  %g = pb.decay %b : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %h = pb.element %g[%two] : !pb.ptr<f64>, !int
  pb.store %x, %h : f64, !pb.ptr<f64>
  pb.return
}

// A subscript that is computed from constants; a record that holds the address of another one.
// CHECK-LABEL: @nested
// CHECK-NOT: pb.local
// CHECK: pb.return %arg0
!in = !pb.record<"In", ["a"], (!pb.array<4, f64>)>
!out = !pb.record<"Out", ["in"], (!pb.ptr<!in>)>
pb.func @nested(%x: f64) -> f64 attributes {cxx_name = "nested", role = "primal"} {
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !int
  %three = pb.binary add %one, %two : !int
  %in = pb.local "in" : !pb.ptr<!in>
  %out = pb.local "out" : !pb.ptr<!out>
  %place = pb.field %out["in"] : !pb.ptr<!out> -> !pb.ptr<!pb.ptr<!in>>
  pb.store %in, %place : !pb.ptr<!in>, !pb.ptr<!pb.ptr<!in>>
  %behind = pb.load %place : !pb.ptr<!pb.ptr<!in>> -> !pb.ptr<!in>
  %array = pb.field %behind["a"] : !pb.ptr<!in> -> !pb.ptr<!pb.array<4, f64>>
  %first = pb.decay %array : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  %element = pb.element %first[%three] : !pb.ptr<f64>, !int
  pb.store %x, %element : f64, !pb.ptr<f64>
  %r = pb.load %element : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
