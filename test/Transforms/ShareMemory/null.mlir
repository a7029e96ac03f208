// Pointers to variables, or to nothing: which of them it is, is kept as a number, and null is 0. The number goes along
// where a pointer is copied.
// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: @kept
// CHECK: %[[CELLS:.*]] = pb.local "cells" : !pb.ptr<!pb.array<2, !pb.int<"int", 32, true>>>
// CHECK: %[[NULL:.*]] = pb.constant 0 : !pb.int<"int", 32, true>
// CHECK: pb.store %[[NULL]]
// CHECK: scf.if
// CHECK:   %[[FIRST:.*]] = pb.constant 1 : !pb.int<"int", 32, true>
// CHECK:   pb.store %[[FIRST]]
// CHECK: } else {
// CHECK:   %[[SECOND:.*]] = pb.constant 2 : !pb.int<"int", 32, true>
// CHECK:   pb.store %[[SECOND]]
// CHECK: }
// CHECK: %[[COPIED:.*]] = pb.load %{{.*}} -> !pb.int<"int", 32, true>
// CHECK: pb.store %[[COPIED]]
// CHECK: %[[ASKED:.*]] = pb.load %{{.*}} -> !pb.int<"int", 32, true>
// CHECK: %[[NONE:.*]] = pb.constant 0 : !pb.int<"int", 32, true>
// CHECK: pb.cmp ne %[[ASKED]], %[[NONE]]
pb.func @kept(%choice: i1, %n: !size) -> i1 attributes {cxx_name = "kept", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %x = pb.local "x" : !pb.ptr<f64>
  %y = pb.local "y" : !pb.ptr<f64>
  %cells = pb.local "cells" : !pb.ptr<!pb.array<2, !pb.ptr<f64>>>
  %first = pb.decay %cells : !pb.ptr<!pb.array<2, !pb.ptr<f64>>> -> !pb.ptr<!pb.ptr<f64>>
  %a = pb.element %first[%zero] : !pb.ptr<!pb.ptr<f64>>, !size
  %b = pb.element %first[%one] : !pb.ptr<!pb.ptr<f64>>, !size
  %null = pb.null : !pb.ptr<f64>
  pb.store %null, %a : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %chosen = arith.select %choice, %x, %y : !pb.ptr<f64>
  pb.store %chosen, %b : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %c = pb.element %first[%n] : !pb.ptr<!pb.ptr<f64>>, !size
  %copied = pb.load %c : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  pb.store %copied, %a : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %kept = pb.load %c : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %isThere = pb.cmp ne %kept, %null : !pb.ptr<f64>
  pb.return %isThere : i1
}

// What the caller hands over may be null itself, and is kept as null then.
// CHECK-LABEL: @given
// CHECK-SAME: %[[Y:[^:]*]]: !pb.ptr<f64>
// CHECK: %[[OTHER:.*]] = pb.constant 1 : !pb.int<"int", 32, true>
// CHECK: %[[IS_NULL:.*]] = pb.cmp eq %[[Y]], %{{.*}} : !pb.ptr<f64>
// CHECK: %[[NONE:.*]] = pb.constant 0 : !pb.int<"int", 32, true>
// CHECK: %[[OBJECT:.*]] = arith.select %[[IS_NULL]], %[[NONE]], %[[OTHER]]
// CHECK: pb.store %[[OBJECT]]
pb.func @given(%y: !pb.ptr<f64>, %n: !size) -> i1 attributes {cxx_name = "given", role = "primal"} {
  %cells = pb.local "cells" : !pb.ptr<!pb.array<2, !pb.ptr<f64>>>
  %first = pb.decay %cells : !pb.ptr<!pb.array<2, !pb.ptr<f64>>> -> !pb.ptr<!pb.ptr<f64>>
  %null = pb.null : !pb.ptr<f64>
  pb.store %y, %first : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %c = pb.element %first[%n] : !pb.ptr<!pb.ptr<f64>>, !size
  %kept = pb.load %c : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %isThere = pb.cmp ne %kept, %null : !pb.ptr<f64>
  pb.return %isThere : i1
}
