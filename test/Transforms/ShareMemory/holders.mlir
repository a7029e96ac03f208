// Pointers that are kept in different arrays share no memory, unless they get from one to the other: here by a copy of a
// whole element.
// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!row = !pb.record<"row", ["data"], (!pb.ptr<f64>)>

// CHECK-LABEL: @apart
// CHECK-DAG: %[[A:.*]] = pb.alloc vector "a_values"
// CHECK-DAG: %[[B:.*]] = pb.alloc vector "b_values"
// CHECK: pb.resize %[[A]]
// CHECK: pb.resize %[[B]]
pb.func @apart(%n: !size, %m: !size) -> f64 attributes {cxx_name = "apart", role = "primal"} {
  %a = pb.alloc vector "a"[%n] : !size -> !pb.ptr<!row>
  %b = pb.alloc vector "b"[%n] : !size -> !pb.ptr<!row>
  %one = pb.alloc new ""[%m] : !size -> !pb.ptr<f64>
  %two = pb.alloc new ""[%m] : !size -> !pb.ptr<f64>
  %ae = pb.element %a[%m] : !pb.ptr<!row>, !size
  %be = pb.element %b[%m] : !pb.ptr<!row>, !size
  %af = pb.field %ae["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
  %bf = pb.field %be["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %one, %af : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.store %two, %bf : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %p = pb.load %af : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %q = pb.load %bf : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %x = pb.load %p : !pb.ptr<f64> -> f64
  %y = pb.load %q : !pb.ptr<f64> -> f64
  %sum = arith.addf %x, %y : f64
  pb.return %sum : f64
}

// CHECK-LABEL: @copied
// CHECK: %[[SHARED:.*]] = pb.alloc vector "a_values"
// CHECK-NOT: b_values
// CHECK: pb.resize %[[SHARED]]
// CHECK: pb.resize %[[SHARED]]
pb.func @copied(%n: !size, %m: !size) -> f64 attributes {cxx_name = "copied", role = "primal"} {
  %a = pb.alloc vector "a"[%n] : !size -> !pb.ptr<!row>
  %b = pb.alloc vector "b"[%n] : !size -> !pb.ptr<!row>
  %one = pb.alloc new ""[%m] : !size -> !pb.ptr<f64>
  %two = pb.alloc new ""[%m] : !size -> !pb.ptr<f64>
  %ae = pb.element %a[%m] : !pb.ptr<!row>, !size
  %be = pb.element %b[%m] : !pb.ptr<!row>, !size
  %af = pb.field %ae["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
  %bf = pb.field %be["data"] : !pb.ptr<!row> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %one, %af : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.store %two, %bf : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.copy %ae, %be : !pb.ptr<!row>, !pb.ptr<!row>
  %q = pb.load %bf : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %y = pb.load %q : !pb.ptr<f64> -> f64
  pb.return %y : f64
}
