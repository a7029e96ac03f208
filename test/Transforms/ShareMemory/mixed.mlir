// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!cell = !pb.record<"Cell", ["value"], (!pb.ptr<f64>)>

// A variable that a kept pointer leads to lies beside the memory from the heap that it leads to elsewhere.
// CHECK-LABEL: @mixed
// CHECK-NOT: pb.local "own"
// CHECK: %[[SHARED:.*]] = pb.alloc vector
// CHECK: pb.resize %[[SHARED]]
// CHECK: pb.resize %[[SHARED]]
// CHECK: %[[KEPT:.*]] = pb.load %{{.*}} -> !pb.int
// CHECK: pb.element %[[SHARED]][%[[KEPT]]]
pb.func @mixed(%x: f64, %which: i1) -> f64 attributes {cxx_name = "mixed", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !size
  %own = pb.local "own" : !pb.ptr<f64>
  pb.store %x, %own : f64, !pb.ptr<f64>
  %heap = pb.alloc new "heap"[%one] : !size -> !pb.ptr<f64>
  pb.store %x, %heap : f64, !pb.ptr<f64>
  %cell = pb.local "cell" : !pb.ptr<!cell>
  %value = pb.field %cell["value"] : !pb.ptr<!cell> -> !pb.ptr<!pb.ptr<f64>>
  scf.if %which {
    pb.store %own, %value : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  } else {
    pb.store %heap, %value : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  }
  %p = pb.load %value : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %r = pb.load %p : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
