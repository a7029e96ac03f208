// RUN: pullback-opt %s --pb-known-elements | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!pair = !pb.record<"Pair", ["a", "b"], (f64, f64)>

// No run comes to an element that the array never has.
// CHECK-LABEL: @beyond
// CHECK: %[[KEPT:.*]] = pb.load
// CHECK: %[[ZERO:.*]] = pb.constant bits "0"
// CHECK-NOT: pb.store
// CHECK: arith.addf %[[KEPT]], %[[ZERO]]
pb.func @beyond(%x: f64) -> f64 attributes {cxx_name = "beyond", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !size
  %three = pb.constant 3 : !size
  %all = pb.alloc vector "all" [%one] : !size -> !pb.ptr<!pair>
  pb.resize %all[%three] : !pb.ptr<!pair>, !size
  %two = pb.constant 2 : !size
  %last = pb.element %all[%two] : !pb.ptr<!pair>, !size
  %b = pb.field %last["b"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  %kept = pb.load %b : !pb.ptr<f64> -> f64
  %end = pb.element %all[%three] : !pb.ptr<!pair>, !size
  %c = pb.field %end["b"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  %gone = pb.load %c : !pb.ptr<f64> -> f64
  pb.store %x, %c : f64, !pb.ptr<f64>
  %sum = arith.addf %kept, %gone : f64
  pb.return %sum : f64
}

// How many there are is not known.
// CHECK-LABEL: @resized
// CHECK: pb.element
// CHECK: pb.load
pb.func @resized(%n: !size) -> f64 attributes {cxx_name = "resized", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !size
  %all = pb.alloc vector "all" [%one] : !size -> !pb.ptr<f64>
  pb.resize %all[%n] : !pb.ptr<f64>, !size
  %end = pb.element %all[%one] : !pb.ptr<f64>, !size
  %kept = pb.load %end : !pb.ptr<f64> -> f64
  pb.return %kept : f64
}
