// RUN: pullback-opt %s --pb-normalize-pointers | FileCheck %s
!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>
!size = !pb.int<"unsigned long", 64, false>
!color = !pb.int<"color", 32, false>
!ptr = !pb.ptr<f64>

// Arrays that count from one: no pointer in front of them is formed.
// CHECK-LABEL: @fromOne
// CHECK: %[[V:.*]] = pb.alloc
// CHECK: pb.constant 2 : !pb.int<"long", 64, true>
// CHECK-NEXT: pb.element %[[V]][
// CHECK: %[[I:.*]] = pb.binary sub %arg0, %{{.*}} : !pb.int<"int", 32, true>
// CHECK-NEXT: pb.element %[[V]][%[[I]]]
// CHECK: %[[K:.*]] = pb.binary sub %arg1, %{{.*}} : !pb.int<"unsigned long", 64, false>
// CHECK-NEXT: pb.element %[[V]][%[[K]]]
// CHECK: %[[WIDE:.*]] = pb.cast %arg2
// CHECK: %[[C:.*]] = pb.binary sub %[[WIDE]], %{{.*}} : !pb.int<"long", 64, true>
// CHECK-NEXT: pb.element %[[V]][%[[C]]]
pb.func @fromOne(%i: !int, %k: !size, %c: !color, %x: f64) attributes {cxx_name = "fromOne", role = "primal"} {
  %four = pb.constant 4 : !size
  %three = pb.constant 3 : !int
  %one = pb.constant 1 : !long
  %minus = pb.unary neg %one : !long
  %v = pb.alloc new "v"[%four] : !size -> !ptr
  %w = pb.element %v[%minus] : !ptr, !long
  %0 = pb.element %w[%three] : !ptr, !int
  pb.store %x, %0 : f64, !ptr
  %1 = pb.element %w[%i] : !ptr, !int
  pb.store %x, %1 : f64, !ptr
  %2 = pb.element %w[%k] : !ptr, !size
  pb.store %x, %2 : f64, !ptr
  %3 = pb.element %w[%c] : !ptr, !color
  pb.store %x, %3 : f64, !ptr
  pb.free %v : !ptr
  pb.return
}

// An unsigned 0 cannot become less, and who knows where a parameter points to.
// CHECK-LABEL: @kept
// CHECK: pb.element %{{.*}}[%arg0]
// CHECK: pb.element %{{.*}}[%arg1]
pb.func @kept(%k: !size, %i: !int, %x: f64, %p: !ptr) attributes {cxx_name = "kept", role = "primal"} {
  %four = pb.constant 4 : !size
  %minus = pb.constant -1 : !long
  %v = pb.alloc new "v"[%four] : !size -> !ptr
  %w = pb.element %v[%minus] : !ptr, !long
  %row = pb.element %w[%k] : !ptr, !size
  %0 = pb.element %row[%i] : !ptr, !int
  pb.store %x, %0 : f64, !ptr
  %q = pb.element %p[%minus] : !ptr, !long
  %1 = pb.element %q[%i] : !ptr, !int
  pb.store %x, %1 : f64, !ptr
  pb.free %v : !ptr
  pb.return
}
