// RUN: pullback-opt %s --pb-split-aggregates | FileCheck %s
!int = !pb.int<"int", 32, true>
!rec = !pb.record<"C", ["f", "k"], (f64, !pb.array<2, f64>)>

// CHECK-LABEL: @constant_paths
// CHECK-DAG: %[[F:.*]] = pb.local "c_f" : !pb.ptr<f64>
// CHECK-DAG: %[[K:.*]] = pb.local "c_k_1" : !pb.ptr<f64>
// CHECK: pb.store %arg0, %[[K]]
// CHECK: pb.load %[[F]]
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
